using System.CommandLine;
using System.CommandLine.Parsing;
using Nmt.Cli.Console;
using Nmt.Metrics.Analysis;
using Nmt.Metrics.Reporting;
using Nmt.Metrics.Significance;

namespace Nmt.Cli.Verbs.Bleu;

/// <summary>What a command line of <c>nmt bleu</c> requests, checked as far as possible before anything is read.</summary>
internal sealed record BleuRequest
{
    public required InputChoice Input { get; init; }

    public required MetricSelection Metrics { get; init; }

    public required ScoreLayout Layout { get; init; }

    public required AnalysisOptions Analysis { get; init; }

    /// <summary>The file of the HTML report; null for none.</summary>
    public string? ReportFile { get; init; }

    /// <summary>Resamples of a single system's interval; null for none.</summary>
    public int? ConfidenceResamples { get; init; }

    /// <summary>The paired test; null for none.</summary>
    public PairedTestOptions? PairedTest { get; init; }

    /// <summary>The limits that scores are checked against; null for none.</summary>
    public GateLimits? Gate { get; init; }

    public required bool SentenceLevel { get; init; }

    public required bool Quiet { get; init; }

    public required bool WarnsAboutTokenizedText { get; init; }

    /// <summary>Whether the statistics of each segment are needed at the end.</summary>
    public bool KeepsSegments => ConfidenceResamples is not null || PairedTest is not null || Analysis.HasBreakdown;

    /// <summary>Reads a command line.</summary>
    /// <exception cref="UsageException">When the options contradict each other or name missing files.</exception>
    public static BleuRequest Create(BleuFlags flags, ParseResult parsed)
    {
        bool sentenceLevel = flags.Output.SentenceLevel(parsed);
        var test = flags.Resampling.PairedTest(parsed);
        var metrics = flags.Metrics.Create(parsed, sentenceLevel, test is not null);
        var request = new BleuRequest
        {
            Input = flags.Input.Read(parsed, test is not null),
            Metrics = metrics,
            Layout = flags.Output.Layout(parsed),
            Analysis = flags.Analysis.Read(parsed),
            ReportFile = flags.Analysis.ReportFile(parsed),
            ConfidenceResamples = flags.Resampling.ConfidenceResamples(parsed),
            PairedTest = test,
            Gate = flags.Gate.Read(parsed, metrics, test is not null),
            SentenceLevel = sentenceLevel,
            Quiet = flags.Output.Quiet(parsed),
            WarnsAboutTokenizedText = flags.Metrics.WarnsAboutTokenizedText(parsed),
        };
        return sentenceLevel ? request.CheckedForSentences() : request;
    }

    /// <summary>Rejects options that do not fit the number of systems, which may be known only after reading standard input.</summary>
    /// <exception cref="UsageException">When an option does not fit.</exception>
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

    private BleuRequest CheckedForSentences()
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

/// <summary>All flags of <c>nmt bleu</c>.</summary>
internal sealed class BleuFlags
{
    public InputFlags Input { get; } = new();

    public MetricFlags Metrics { get; } = new();

    public ResamplingFlags Resampling { get; } = new();

    public OutputFlags Output { get; } = new();

    public GateFlags Gate { get; } = new();

    public AnalysisFlags Analysis { get; } = new();

    public Option<bool> Version { get; } = new("--version", "-V") { Description = "Say whose numbers these are." };

    /// <summary>Gives a command all of them.</summary>
    public void AddTo(Command command)
    {
        command.Add(Input.References);
        foreach (var option in (Option[])[.. Input.All, .. Metrics.All, .. Resampling.All, .. Output.All, .. Gate.All, .. Analysis.All, Version, .. UnsupportedFlags.All])
        {
            command.Add(option);
        }
    }
}

/// <summary>Values of an option that takes several: as with sacreBLEU, a repeated option replaces the earlier values.</summary>
internal static class LastOccurrence
{
    /// <summary>The values that follow the option's last appearance; its default where it has none.</summary>
    public static string[] Values(ParseResult parsed, Option<string[]> option)
    {
        if (parsed.GetResult(option) is not { IdentifierTokenCount: > 1 })
        {
            return parsed.GetValue(option) ?? [];
        }

        List<Token> tokens = [.. parsed.Tokens];
        int last = tokens.FindLastIndex(token =>
            token.Type == TokenType.Option && (token.Value == option.Name || option.Aliases.Contains(token.Value)));
        return [.. tokens.Skip(last + 1).TakeWhile(token => token.Type is not (TokenType.Option or TokenType.DoubleDash)).Select(token => token.Value)];
    }
}
