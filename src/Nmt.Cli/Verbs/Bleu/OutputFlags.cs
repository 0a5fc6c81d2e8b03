using System.CommandLine;
using Nmt.Cli.Console;
using Nmt.Cli.Options;
using Nmt.Cli.Output;
using Nmt.Metrics.Analysis;
using Nmt.Metrics.Reporting;

namespace Nmt.Cli.Verbs.Bleu;

/// <summary>sacreBLEU's flags for the output.</summary>
internal sealed class OutputFlags
{
    private const string FormatVariable = "SACREBLEU_FORMAT";

    // In the order of ScoreFormat.
    private static readonly string[] Formats = ["json", "text", "latex"];

    private readonly Option<string> _format = ChoiceFlag.Create(
        ["--format", "-f"], $"Output format; the environment variable {FormatVariable} overrides it.", Formats);

    private readonly Option<bool> _scoreOnly = new("--score-only", "-b") { Description = "Print only the score." };
    private readonly WholeNumberOption _width = new(["--width", "-w"], "Number of decimals in the score; 1 by default.", 0, 100);
    private readonly Option<bool> _short = new("--short", "-sh") { Description = "Print short signatures in text output." };
    private readonly Option<bool> _sentenceLevel = new("--sentence-level", "-sl")
    {
        Description = "Score each sentence separately and print one score per line.",
    };

    private readonly Option<bool> _quiet = new("--quiet", "-q") { Description = "Print only errors to standard error." };

    private readonly Option<bool> _noColor = new("--no-color", "-nc")
    {
        Description = "Accepted for compatibility with sacreBLEU; the output is never coloured.",
    };

    public IReadOnlyList<Option> All => [_sentenceLevel, _format, _scoreOnly, _width, _short, _quiet, _noColor];

    /// <summary>Whether each sentence is scored separately.</summary>
    public bool SentenceLevel(ParseResult parsed) => parsed.GetValue(_sentenceLevel);

    /// <summary>Whether only errors are printed on standard error.</summary>
    public bool Quiet(ParseResult parsed) => parsed.GetValue(_quiet);

    /// <summary>Warns about flags that the selected format does not use.</summary>
    public void WarnIgnored(IgnoredOptions ignored, ScoreLayout layout, bool sentenceLevel)
    {
        ignored.WarnUnless(!sentenceLevel || layout.Format == ScoreFormat.Text, "with --sentence-level, which prints text", _format);
        ignored.WarnUnless(!layout.ScoreOnly, "with --score-only", _short);
        ignored.WarnUnless(layout.ScoreOnly || sentenceLevel || layout.Format != ScoreFormat.Json, "with --format json", _short);
    }

    /// <summary>Warns if the environment variable names a format that does not exist: sacreBLEU silently ignores it.</summary>
    public static void WarnUnknownFormat(TextWriter output)
    {
        string? requested = Environment.GetEnvironmentVariable(FormatVariable);
        if (!string.IsNullOrEmpty(requested) && !Formats.Contains(requested.ToLowerInvariant()))
        {
            output.WriteLine(
                $"nmt: Warning: the environment variable {FormatVariable} has no effect: expected one of {string.Join(", ", Formats)}; got '{requested}'");
        }
    }

    /// <summary>The layout of the output.</summary>
    public ScoreLayout Layout(ParseResult parsed)
    {
        string format = parsed.GetRequiredValue(_format);
        // Like sacreBLEU, ignore unknown values.
        if (Environment.GetEnvironmentVariable(FormatVariable)?.ToLowerInvariant() is { } requested && Formats.Contains(requested))
        {
            format = requested;
        }

        return new ScoreLayout(
            (ScoreFormat)Array.IndexOf(Formats, format), ScoreOnly: parsed.GetValue(_scoreOnly), Width: _width.Read(parsed) ?? 1,
            ShortSignature: parsed.GetValue(_short));
    }
}

/// <summary>Flags for analyses in addition to the scores.</summary>
internal sealed class AnalysisFlags
{
    private const int DefaultReportSize = 1000;

    private readonly Option<bool> _breakdown = new("--breakdown") { Description = "Print scores by length of the reference and of --source." };
    private readonly WholeNumberOption _worst = RunOptions.CreatePositive("--worst", "For each system, show the N sentences with the lowest chrF.");
    private readonly WholeNumberOption _best = RunOptions.CreatePositive("--best", "For each system, show the N sentences with the highest chrF.");

    private readonly Option<string?> _report = new("--report")
    {
        Description = "Write an HTML page that compares the systems sentence by sentence.", HelpName = "FILE.html",
    };

    private readonly WholeNumberOption _reportSize = RunOptions.CreatePositive(
        "--report-size", "Maximum number of sentences in the report, those on which the systems differ most; 1000 by default.");

    public AnalysisFlags() => OutputFiles.RequireFile(_report);

    public IReadOnlyList<Option> All => [_breakdown, _worst, _best, _report, _reportSize];

    /// <summary>The analyses that the flags request.</summary>
    /// <exception cref="UsageException">When a report has a size but no file.</exception>
    public AnalysisOptions Read(ParseResult parsed)
    {
        string? report = parsed.GetValue(_report);
        int? size = _reportSize.Read(parsed);
        return report is null && size is not null
            ? throw new UsageException("--report-size: expected --report FILE.html")
            : new AnalysisOptions(
                parsed.GetValue(_breakdown), _worst.Read(parsed) ?? 0, _best.Read(parsed) ?? 0,
                ComparisonSize: report is null ? null : size ?? DefaultReportSize);
    }

    /// <summary>Warns about analyses that the selected format does not show.</summary>
    public void WarnIgnored(IgnoredOptions ignored, ScoreLayout layout) =>
        ignored.WarnUnless(!layout.ScoreOnly || layout.Format != ScoreFormat.Json, "with --score-only and --format json", _breakdown, _worst, _best);

    /// <summary>The file of the HTML report; null for none.</summary>
    public string? ReportFile(ParseResult parsed) => parsed.GetValue(_report);
}

/// <summary>Flags for the quality gate: limits whose violation makes the process exit with code 1.</summary>
internal sealed class GateFlags
{
    private const double DefaultPValue = 0.05;

    private readonly DecimalOption _failBelow = new(
        ["--fail-below"], "Exit with code 1 if BLEU or chrF is below this value.", 0);

    private readonly DecimalOption _failAbove = new(["--fail-above"], "Exit with code 1 if TER is above this value.", 0);

    private readonly DecimalOption _maxDrop = new(
        ["--max-drop"], "Exit with code 1 if a system is worse than the first one by more than this value.", 0);

    private readonly DecimalOption _pValue = new(
        ["--p-value"], "With --max-drop and a paired test: only drops with a smaller p-value count; 0.05 by default.", 0, 1);

    public IReadOnlyList<Option> All => [_failBelow, _failAbove, _maxDrop, _pValue];

    /// <summary>The limits; null if there are none.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="metrics">The metrics that are computed.</param>
    /// <param name="isPaired">Whether a paired test is run.</param>
    /// <exception cref="UsageException">When a limit applies to none of the metrics, or needs a test that is not run.</exception>
    public GateLimits? Read(ParseResult parsed, MetricSelection metrics, bool isPaired)
    {
        double? below = _failBelow.Read(parsed);
        double? above = _failAbove.Read(parsed);
        double? drop = _maxDrop.Read(parsed);
        double? p = _pValue.Read(parsed);
        if (below is not null && !metrics.All.Any(metric => metric.IsHigherBetter))
        {
            throw new UsageException("--fail-below: TER is better when lower; use --fail-above");
        }

        if (above is not null && metrics.All.All(metric => metric.IsHigherBetter))
        {
            throw new UsageException("--fail-above: applies to TER; use --fail-below, or compute TER with -m ter");
        }

        if (p is not null && (drop is null || !isPaired))
        {
            throw new UsageException("--p-value: expected --max-drop with --paired-bs or --paired-ar");
        }

        return below is null && above is null && drop is null
            ? null
            : new GateLimits(below, above, drop, isPaired ? p ?? DefaultPValue : null);
    }
}
