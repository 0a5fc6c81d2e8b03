using System.CommandLine;
using Nmt.Cli.Scoring.Analysis;
using Nmt.Cli.Scoring.Gate;
using Nmt.Cli.Scoring.Input;
using Nmt.Cli.Scoring.Output;
using Nmt.Metrics;

namespace Nmt.Cli.Scoring.Flags;

/// <summary>What a command line of <c>nmt bleu</c> asks for, checked as far as it can be before anything is read.</summary>
internal sealed record ScoringRequest
{
    public required InputChoice Input { get; init; }

    public required ChosenMetrics Metrics { get; init; }

    public required ScoreLayout Layout { get; init; }

    public required AnalysisChoice Analysis { get; init; }

    /// <summary>Resamples of a single system's interval; null for none.</summary>
    public int? ConfidenceResamples { get; init; }

    /// <summary>The paired test; null for none.</summary>
    public PairedTestOptions? PairedTest { get; init; }

    /// <summary>What scores are held against; null for nothing.</summary>
    public GateLimits? Gate { get; init; }

    public required bool SentenceLevel { get; init; }

    public required bool Quiet { get; init; }

    public required bool MindsTokenizedText { get; init; }

    /// <summary>Whether the statistics of each segment are needed in the end.</summary>
    public bool KeepsSegments => ConfidenceResamples is not null || PairedTest is not null || Analysis.HasBreakdown;

    /// <summary>Reads a command line.</summary>
    /// <exception cref="UsageException">When it asks for what cannot be.</exception>
    public static ScoringRequest Of(ScoringFlags flags, ParseResult parsed)
    {
        bool sentenceLevel = flags.Output.SentenceLevel(parsed);
        var test = flags.Resampling.PairedTest(parsed);
        var metrics = flags.Metrics.Make(parsed, sentenceLevel, test is not null);
        var request = new ScoringRequest
        {
            Input = flags.Input.Read(parsed, test is not null),
            Metrics = metrics,
            Layout = flags.Output.Layout(parsed),
            Analysis = flags.Analysis.Read(parsed),
            ConfidenceResamples = flags.Resampling.ConfidenceResamples(parsed),
            PairedTest = test,
            Gate = flags.Gate.Read(parsed, metrics, test is not null),
            SentenceLevel = sentenceLevel,
            Quiet = flags.Output.Quiet(parsed),
            MindsTokenizedText = flags.Metrics.MindsTokenizedText(parsed),
        };
        return sentenceLevel ? request.CheckedForSentences() : request;
    }

    /// <summary>Refuses what does not go with the number of systems, which standard input alone may tell.</summary>
    /// <exception cref="UsageException">When something does not.</exception>
    public void CheckSystems(int systems)
    {
        if (SentenceLevel && systems > 1)
        {
            throw new UsageException($"--sentence-level: expected one system; got {systems}");
        }

        if (ConfidenceResamples is not null && systems > 1)
        {
            throw new UsageException($"--confidence: expected one system; got {systems}; for several use --paired-bs or --paired-ar-ci");
        }

        if (PairedTest is not null && systems == 1)
        {
            string flag = PairedTest.Kind == PairedTestKind.Bootstrap ? "--paired-bs" : "--paired-ar";
            throw new UsageException($"{flag}: expected two or more systems; give them with -i, or the first with --baseline");
        }

        if (Gate?.MaxDrop is not null && systems == 1)
        {
            throw new UsageException("--max-drop: expected a --baseline to compare with");
        }
    }

    private ScoringRequest CheckedForSentences()
    {
        if (Metrics.All.Count > 1)
        {
            throw new UsageException($"--sentence-level: expected one metric; got {Metrics.All.Count}");
        }

        if (ConfidenceResamples is not null || PairedTest is not null)
        {
            throw new UsageException("--sentence-level: a single sentence has neither an interval nor a paired test");
        }

        return Gate is null && Analysis.IsEmpty
            ? this
            : throw new UsageException("--sentence-level: gates and analyses need the score of a corpus");
    }
}
