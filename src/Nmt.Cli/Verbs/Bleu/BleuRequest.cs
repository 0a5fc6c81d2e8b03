using System.CommandLine;
using System.CommandLine.Parsing;
using Nmt.Cli.Console;
using Nmt.Cli.Options;
using Nmt.Cli.Output;
using Nmt.Metrics.Analysis;
using Nmt.Metrics.Reporting;
using Nmt.Metrics.Significance;

namespace Nmt.Cli.Verbs.Bleu;

/// <summary>The settings of an <c>nmt bleu</c> command line, validated as far as possible before any input is read.</summary>
internal sealed record BleuRequest
{
    public required InputChoice Input { get; init; }

    public required MetricSelection Metrics { get; init; }

    public required ScoreLayout Layout { get; init; }

    public required AnalysisOptions Analysis { get; init; }

    /// <summary>The file of the HTML report; null for none.</summary>
    public string? ReportFile { get; init; }

    /// <summary>The number of resamples for a single system's confidence interval; null for none.</summary>
    public int? ConfidenceResamples { get; init; }

    /// <summary>The paired test; null for none.</summary>
    public PairedTestOptions? PairedTest { get; init; }

    /// <summary>The limits that scores are checked against; null for none.</summary>
    public GateLimits? Gate { get; init; }

    public required bool SentenceLevel { get; init; }

    public required bool Quiet { get; init; }

    public required bool WarnsAboutTokenizedText { get; init; }

    /// <summary>A warning that the tokenizer does not suit the target language; null for none.</summary>
    public string? TokenizerAdvice { get; init; }

    /// <summary>Whether BLEU uses the tokenizer 13a only by default, so that references without spaces cause a warning.</summary>
    public required bool DefaultsTo13a { get; init; }

    /// <summary>Whether the statistics of each segment are needed after the corpus is read.</summary>
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
            TokenizerAdvice = flags.Metrics.TokenizerAdvice(parsed),
            DefaultsTo13a = flags.Metrics.DefaultsTo13a(parsed),
        };
        request.ThrowIfReportOverwrites(flags.Metrics.Files(parsed));
        return sentenceLevel ? request.ValidatedForSentences() : request;
    }

    /// <summary>Warns about options of the command line that have no effect.</summary>
    /// <param name="flags">All flags.</param>
    /// <param name="parsed">The command line.</param>
    /// <param name="error">Standard error.</param>
    public void WarnIgnored(BleuFlags flags, ParseResult parsed, TextWriter error)
    {
        var output = Quiet ? TextWriter.Null : error;
        var ignored = new IgnoredOptions(parsed, output);
        flags.Resampling.WarnIgnored(ignored);
        flags.Input.WarnIgnored(ignored, Input, usesSource: !Analysis.IsEmpty);
        flags.Metrics.WarnIgnored(ignored, parsed);
        flags.Output.WarnIgnored(ignored, Layout, SentenceLevel);
        flags.Analysis.WarnIgnored(ignored, Layout);
        LastOccurrence.WarnRepeated(parsed, output, flags.Input.Inputs, flags.Metrics.Chosen);
        OutputFlags.WarnUnknownFormat(output);
    }

    private void ThrowIfReportOverwrites(IEnumerable<string> metricFiles)
    {
        if (ReportFile is { } report)
        {
            OutputFiles.ThrowIfOverwriting([new OutputFile("--report", report)], [.. Input.Files, .. metricFiles]);
        }
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
            throw new UsageException(
                $"--confidence: expected one system; got {systems}; for several systems, use --paired-bs, or --paired-ar with --paired-ar-ci");
        }

        if (PairedTest is not null && systems == 1)
        {
            string flag = PairedTest.Kind == PairedTestKind.Bootstrap ? "--paired-bs" : "--paired-ar";
            throw new UsageException($"{flag}: expected two or more systems; pass them with -i, or the first one with --baseline");
        }

        if (Gate?.MaxDrop is not null && systems == 1)
        {
            throw new UsageException("--max-drop: expected a --baseline to compare with");
        }
    }

    private BleuRequest ValidatedForSentences()
    {
        if (Metrics.All.Count > 1)
        {
            throw new UsageException($"--sentence-level: expected one metric; got {Metrics.All.Count}");
        }

        if (ConfidenceResamples is not null || PairedTest is not null)
        {
            throw new UsageException("--sentence-level: cannot be combined with --confidence, --paired-bs or --paired-ar");
        }

        return Gate is null && Analysis.IsEmpty
            ? this
            : throw new UsageException("--sentence-level: quality gates and analyses need a corpus score");
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

    public Option<bool> Version { get; } = new("--version", "-V")
    {
        Description = "Show the version of nmt and the sacreBLEU version that it reproduces.",
    };

    /// <summary>Adds all flags to a command.</summary>
    public void AddTo(Command command)
    {
        command.Add(Input.References);
        foreach (var option in (Option[])[.. Input.All, .. Metrics.All, .. Resampling.All, .. Output.All, .. Gate.All, .. Analysis.All, Version, .. UnsupportedFlags.All])
        {
            command.Add(option);
        }
    }
}

/// <summary>Reads options with several values: as in sacreBLEU, a repeated option replaces the earlier values.</summary>
internal static class LastOccurrence
{
    /// <summary>Warns about options that are repeated, because the values of all but the last occurrence are not used.</summary>
    public static void WarnRepeated(ParseResult parsed, TextWriter output, params IEnumerable<Option<string[]>> options)
    {
        foreach (var option in options)
        {
            if (parsed.GetResult(option) is { IdentifierTokenCount: > 1 and var count })
            {
                output.WriteLine($"nmt: Warning: {option.Name} is given {count} times; as in sacreBLEU, only the values of the last one are used");
            }
        }
    }

    /// <summary>Returns the values after the option's last occurrence, or its default if it is absent.</summary>
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
