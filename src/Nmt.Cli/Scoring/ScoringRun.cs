using Nmt.Cli.Scoring.Analysis;
using Nmt.Cli.Scoring.Flags;
using Nmt.Cli.Scoring.Gate;
using Nmt.Cli.Scoring.Input;
using Nmt.Cli.Scoring.Output;
using Nmt.Metrics;

namespace Nmt.Cli.Scoring;

/// <summary>Reads, scores, prints and judges.</summary>
internal sealed class ScoringRun(ScoringRequest request, StandardStreams streams)
{
    private const int OneSystemIndentation = 1;
    private const int SystemIndentation = 4;

    private readonly TokenizedText _tokenized = new();

    /// <summary>Does all of it.</summary>
    /// <returns>The exit code.</returns>
    public int Execute()
    {
        using var opener = new InputOpener(request.Input, streams);
        var input = opener.Open(namesBaseline: request.PairedTest is not null);
        request.CheckSystems(input.Systems.Count);
        if (request.SentenceLevel)
        {
            streams.Out.Write(SentenceRun.Scores(Watched(input.Read()), request.Metrics.First, request.Layout));
            Warn(input);
            return ExitCodes.Success;
        }

        var analysis = new CorpusAnalysis(request.Analysis, input);
        var lines = Watched(input.Read()).Select(line =>
        {
            analysis.Add(line);
            return line;
        });
        var systems = new SystemCounter(request.Metrics.All, request.KeepsSegments).Count(input.Systems, lines);
        Warn(input);
        var results = Results(systems);
        var checks = request.Gate is null
            ? []
            : new QualityGate(request.Gate, request.Metrics).Check(results, request.Input.Baseline is not null);
        Write(results, systems, analysis, checks);
        if (request.Analysis.Report is { } report)
        {
            ReportFile.Write(report, results, analysis, request.Layout);
        }

        return Judge(checks);
    }

    private IReadOnlyList<SystemResult> Results(IReadOnlyList<ScoredSystem> systems) => request switch
    {
        { PairedTest: { } test } => SystemResults.Paired(systems, request.Metrics.All, test),
        { ConfidenceResamples: { } resamples } =>
            [SystemResults.Confident(systems[0], request.Metrics.All, resamples, ResamplingFlags.Seed())],
        _ => [.. systems.Select(system => SystemResults.Plain(system, request.Metrics.All))],
    };

    private void Write(
        IReadOnlyList<SystemResult> results, IReadOnlyList<ScoredSystem> systems, CorpusAnalysis analysis, IReadOnlyList<GateCheck> checks)
    {
        var writer = new ScoreWriter(streams.Out, request.Layout);
        int indentation = systems.Count == 1 ? OneSystemIndentation : SystemIndentation;
        var more = systems.Select((system, i) => request.Layout.IsJson ? Members(i, system, analysis, checks, indentation) : []).ToList();
        if (systems.Count == 1)
        {
            writer.WriteOne(results[0], more[0], request.Metrics.FirstIndex);
        }
        else
        {
            writer.WriteSeveral(results, more, request.PairedTest);
        }

        if (!request.Layout.IsJson)
        {
            new AnalysisText(streams.Out, request.Layout).Write(analysis, systems, request.Metrics.All);
        }
    }

    private IReadOnlyList<(string Key, string Value)> Members(
        int index, ScoredSystem system, CorpusAnalysis analysis, IReadOnlyList<GateCheck> checks, int indentation)
    {
        var members = new AnalysisJson(indentation).Members(analysis, index, system, request.Metrics.All);
        var own = checks.Where(check => check.System == system.Name).ToList();
        return own.Count == 0
            ? members
            : [.. members, ("gate", PythonJson.Array(indentation, own.Select(check => check.ToJson(indentation))))];
    }

    private int Judge(IReadOnlyList<GateCheck> checks)
    {
        foreach (var check in checks.Where(check => !check.Passed))
        {
            streams.Error.WriteLine($"nmt: the gate fails: {check.Message}");
        }

        // A drop that only the test of significance excused is worth a word.
        foreach (var check in checks.Where(check => check.Passed && check.Value > check.Limit && check.PValue is not null && !request.Quiet))
        {
            streams.Error.WriteLine($"nmt: the gate holds: {check.Message}");
        }

        return checks.All(check => check.Passed) ? ExitCodes.Success : ExitCodes.Failure;
    }

    private IEnumerable<ScoringLine> Watched(IEnumerable<ScoringLine> lines) => !request.MindsTokenizedText ? lines : lines.Select(line =>
    {
        _tokenized.Add(line);
        return line;
    });

    private void Warn(ScoringInput input)
    {
        if (request.Quiet)
        {
            return;
        }

        if (input.EmptyReferences.Count > 0)
        {
            streams.Error.WriteLine(
                $"nmt: Warning: {input.EmptyReferences.Count} lines have no reference text, the first is line {input.EmptyReferences.FirstLine}");
        }

        if (_tokenized.IsLikely)
        {
            streams.Error.WriteLine(
                "nmt: Warning: a hundred hypotheses or more end in ' .': text that is tokenized already is tokenized once more, "
                + "and its BLEU cannot be compared; detokenize it, or say --force");
        }
    }
}
