using System.Globalization;
using System.Text;
using Nmt.Cli.Console;
using Nmt.Cli.Output;
using Nmt.Metrics.Analysis;
using Nmt.Metrics.Bleu;
using Nmt.Metrics.Reporting;
using Nmt.Metrics.Significance;
using Nmt.Metrics.Statistics;
using Nmt.Plots.Comparison;

namespace Nmt.Cli.Verbs.Bleu;

/// <summary>Runs <c>nmt bleu</c>: reads the input, scores it, prints the results and checks the quality gate.</summary>
internal sealed class BleuRun(BleuRequest request, StandardStreams streams)
{
    /// <returns>The exit code.</returns>
    public int Execute()
    {
        if (request.ReportFile is { } report)
        {
            OutputFiles.ThrowIfUnwritable(report);
        }

        using var opener = new InputOpener(request.Input, streams);
        var input = opener.Open(namesBaseline: request.PairedTest is not null);
        request.CheckSystems(input.Systems.Count);
        return request.SentenceLevel ? ScoreSentences(input) : ScoreCorpus(input);
    }

    /// <summary>Prints one score per sentence, after the whole input has been validated.</summary>
    private int ScoreSentences(ScoringInput input)
    {
        var metric = request.Metrics.First;
        var scores = new StringBuilder();
        var counter = metric.CreateCounter();
        double[] row = new double[metric.StatisticsWidth];
        foreach (var line in input.Read())
        {
            counter.Count(line.Hypotheses[0], line.References, row);
            // sacreBLEU prints text here, regardless of the format.
            scores.Append(request.Layout.ToText(metric.Score(row, counter.ReferenceCount))).Append('\n');
        }

        streams.Out.Write(scores.ToString());
        Warn(input.Checks);
        return ExitCodes.Success;
    }

    private int ScoreCorpus(ScoringInput input)
    {
        var analysis = new CorpusAnalysis(request.Analysis, input.Systems.Count, input.HasSource);
        var lines = input.Read().Select(line =>
        {
            analysis.Add(line);
            return line;
        });
        var systems =
            new MetricAccumulator(request.Metrics.All, request.KeepsSegments).CountSystems(input.Systems, lines);
        Warn(input.Checks);
        var results = Results(systems);
        var checks = request.Gate is null
            ? []
            : new QualityGate(request.Gate, request.Metrics).Check(results, hasBaseline: request.Input.Baseline is not null);
        new ScoreWriter(streams.Out, request.Layout).Write(
            new ScoreReport(results, systems, request.Metrics, analysis, checks, request.PairedTest));
        if (request.ReportFile is { } path)
        {
            ComparisonReport.Write(path, results, analysis, request.Layout.Width);
        }

        return Judge(checks);
    }

    private IReadOnlyList<SystemResult> Results(IReadOnlyList<ScoredSystem> systems) => request switch
    {
        { PairedTest: { } test } => SystemResult.Paired(systems, request.Metrics.All, test),
        { ConfidenceResamples: { } resamples } =>
            [SystemResult.WithIntervals(systems[0], request.Metrics.All, resamples, ResamplingFlags.Seed())],
        _ => [.. systems.Select(system => SystemResult.Plain(system, request.Metrics.All))],
    };

    private int Judge(IReadOnlyList<GateCheck> checks)
    {
        foreach (var check in checks.Where(check => !check.Passed))
        {
            streams.Error.WriteLine($"nmt: the gate fails: {check.Message}");
        }

        foreach (var check in checks.Where(check => check.IsExcused && !request.Quiet))
        {
            streams.Error.WriteLine($"nmt: the gate passes: {check.Message}");
        }

        return checks.All(check => check.Passed) ? ExitCodes.Success : ExitCodes.Failure;
    }

    private void Warn(InputChecks checks)
    {
        if (request.Quiet)
        {
            return;
        }

        if (request.TokenizerAdvice is { } advice)
        {
            streams.Error.WriteLine($"nmt: Warning: {advice}");
        }

        if (request.DefaultsTo13a && checks.Scripts.LacksSpaces)
        {
            var system = checks.Scripts.Dominant;
            streams.Error.WriteLine(
                $"nmt: Warning: the references are {TokenizerChoice.Describe(system)}, without spaces between words: the default tokenizer 13a "
                + $"counts whole sentences as words; use --tokenize {BleuOptionNames.NameOf(TokenizerChoice.For(system))}, or --tokenize 13a to keep this score");
        }

        if (checks.EmptyReferences > 0)
        {
            streams.Error.WriteLine(
                $"nmt: Warning: {checks.EmptyReferences} lines have no reference text (first: line {checks.FirstEmptyReference})");
        }

        if (request.WarnsAboutTokenizedText && checks.LooksTokenized)
        {
            streams.Error.WriteLine(
                "nmt: Warning: at least 100 hypotheses end in ' .' and look tokenized: BLEU tokenizes them again, "
                + "so the score is not comparable; detokenize them, or pass --force");
        }
    }
}

/// <summary>Writes the HTML page that compares systems.</summary>
internal static class ComparisonReport
{
    /// <summary>Writes the page atomically.</summary>
    /// <param name="path">The file.</param>
    /// <param name="results">The systems' scores.</param>
    /// <param name="analysis">The analysis, with the compared sentences.</param>
    /// <param name="width">Decimals of scores.</param>
    public static void Write(string path, IReadOnlyList<SystemResult> results, CorpusAnalysis analysis, int width)
    {
        var sentences = analysis.Comparison!;
        var comparison = new SystemComparison(
            results.Count == 1 ? $"Translations of {results[0].Name}" : $"Comparison of {results.Count} systems",
            [.. results[0].Metrics.Select(metric => (metric.Score.Name, metric.Score.Signature.ToString()))],
            [.. results.Select((system, i) => new ComparedSystem(
                system.Name, [.. system.Metrics.Select(metric => Text(metric, width))], sentences.Better[i], sentences.Worse[i]))],
            analysis.SentenceMetric, sentences.Count, [.. sentences.Lines.Select(Sentence)]);
        using var file = ResultFile.Open(path, TextWriter.Null);
        file.Writer.Write(ComparisonPage.Render(comparison));
        file.Complete();
    }

    private static string Text(MetricResult metric, int width)
    {
        string score = metric.Score.ToPlain(width);
        return metric.Paired?.PValue is { } p ? string.Create(CultureInfo.InvariantCulture, $"{score} (p = {p:F4})") : score;
    }

    private static ComparedSentence Sentence(ScoredLine scored) => new(
        scored.Line.Number, scored.Line.Source, scored.Line.References,
        [.. scored.Line.Hypotheses.Select((text, i) => new ComparedHypothesis(text, scored.Scores[i]))]);
}
