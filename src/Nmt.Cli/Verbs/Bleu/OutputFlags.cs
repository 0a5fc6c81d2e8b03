using System.CommandLine;
using Nmt.Cli.Console;
using Nmt.Cli.Options;
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
        ["--format", "-f"], $"Form of the output; {FormatVariable} overrides it.", Formats);

    private readonly Option<bool> _scoreOnly = new("--score-only", "-b") { Description = "Print the score and nothing else." };
    private readonly WholeNumberOption _width = new(["--width", "-w"], "Decimals of the score; 1 by default.", 0, 100);
    private readonly Option<bool> _short = new("--short", "-sh") { Description = "Print short signatures in text." };
    private readonly Option<bool> _sentenceLevel = new("--sentence-level", "-sl") { Description = "Score each sentence by itself, one a line." };
    private readonly Option<bool> _quiet = new("--quiet", "-q") { Description = "Say nothing on standard error but errors." };

    private readonly Option<bool> _noColor = new("--no-color", "-nc")
    {
        Description = "Taken for sacreBLEU's sake; nothing is coloured.",
    };

    public IReadOnlyList<Option> All => [_sentenceLevel, _format, _scoreOnly, _width, _short, _quiet, _noColor];

    /// <summary>Whether each sentence is scored by itself.</summary>
    public bool SentenceLevel(ParseResult parsed) => parsed.GetValue(_sentenceLevel);

    /// <summary>Whether only errors are printed on standard error.</summary>
    public bool Quiet(ParseResult parsed) => parsed.GetValue(_quiet);

    /// <summary>How the output looks.</summary>
    public ScoreLayout Layout(ParseResult parsed)
    {
        string format = parsed.GetRequiredValue(_format);
        // Like sacreBLEU, values that are unknown are ignored.
        if (Environment.GetEnvironmentVariable(FormatVariable)?.ToLowerInvariant() is { } wanted && Formats.Contains(wanted))
        {
            format = wanted;
        }

        return new ScoreLayout(
            (ScoreFormat)Array.IndexOf(Formats, format), ScoreOnly: parsed.GetValue(_scoreOnly), Width: _width.Read(parsed) ?? 1,
            ShortSignature: parsed.GetValue(_short));
    }
}

/// <summary>Flags for what is printed besides the scores.</summary>
internal sealed class AnalysisFlags
{
    private const int DefaultReportSize = 1000;

    private readonly Option<bool> _breakdown = new("--breakdown") { Description = "Score by length of the references and of --source." };
    private readonly WholeNumberOption _worst = RunOptions.CreatePositive("--worst", "Show the N sentences with the lowest chrF of each system.");
    private readonly WholeNumberOption _best = RunOptions.CreatePositive("--best", "Show the N sentences with the highest chrF of each system.");

    private readonly Option<string?> _report = new("--report")
    {
        Description = "Write an HTML page that compares the systems sentence by sentence.", HelpName = "FILE.html",
    };

    private readonly WholeNumberOption _reportSize = RunOptions.CreatePositive(
        "--report-size", "Sentences in the report, those on which the systems differ most; 1000 by default.");

    public AnalysisFlags() => RunOptions.RequireParentFolder(_report);

    public IReadOnlyList<Option> All => [_breakdown, _worst, _best, _report, _reportSize];

    /// <summary>The analyses that the flags request.</summary>
    /// <exception cref="UsageException">When a report has a size and no file.</exception>
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

    /// <summary>The file of the HTML report; null for none.</summary>
    public string? ReportFile(ParseResult parsed) => parsed.GetValue(_report);
}

/// <summary>Flags for the quality gate: limits beyond which the process ends with code 1.</summary>
internal sealed class GateFlags
{
    private const double DefaultPValue = 0.05;

    private readonly DecimalOption _failBelow = new(
        ["--fail-below"], "End with code 1 when BLEU or chrF is below this.", 0);

    private readonly DecimalOption _failAbove = new(["--fail-above"], "End with code 1 when TER is above this.", 0);

    private readonly DecimalOption _maxDrop = new(
        ["--max-drop"], "End with code 1 when a system is worse than the first by more than this.", 0);

    private readonly DecimalOption _pValue = new(
        ["--p-value"], "With --max-drop and a paired test: only drops with a smaller p count; 0.05 by default.", 0, 1);

    public IReadOnlyList<Option> All => [_failBelow, _failAbove, _maxDrop, _pValue];

    /// <summary>The limits; null if there are none.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="metrics">The metrics that are computed.</param>
    /// <param name="isPaired">Whether a paired test is made.</param>
    /// <exception cref="UsageException">When there is nothing that a limit could apply to.</exception>
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
