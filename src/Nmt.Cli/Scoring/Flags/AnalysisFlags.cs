using System.CommandLine;
using Nmt.Cli.Commands;
using Nmt.Cli.Options;
using Nmt.Cli.Scoring.Analysis;

namespace Nmt.Cli.Scoring.Flags;

/// <summary>What is shown beside the scores.</summary>
internal sealed class AnalysisFlags
{
    private const int DefaultReportSize = 1000;

    private readonly Option<bool> _breakdown = new("--breakdown") { Description = "Score by length of the references and of --source." };
    private readonly WholeNumberOption _worst = RunOptions.MakePositive("--worst", "Show the N sentences with the lowest chrF of each system.");
    private readonly WholeNumberOption _best = RunOptions.MakePositive("--best", "Show the N sentences with the highest chrF of each system.");

    private readonly Option<string?> _report = new("--report")
    {
        Description = "Write an HTML page that compares the systems sentence by sentence.", HelpName = "FILE.html",
    };

    private readonly WholeNumberOption _reportSize = RunOptions.MakePositive(
        "--report-size", "Sentences in the report, those on which the systems differ most; 1000 by default.");

    public AnalysisFlags() => RunOptions.RequireParentFolder(_report);

    public IReadOnlyList<Option> All => [_breakdown, _worst, _best, _report, _reportSize];

    /// <summary>What the flags ask for.</summary>
    /// <exception cref="UsageException">When a report has a size and no file.</exception>
    public AnalysisChoice Read(ParseResult parsed)
    {
        string? report = parsed.GetValue(_report);
        int? size = _reportSize.Read(parsed);
        return report is null && size is not null
            ? throw new UsageException("--report-size: expected --report FILE.html")
            : new AnalysisChoice(
                parsed.GetValue(_breakdown), _worst.Read(parsed) ?? 0, _best.Read(parsed) ?? 0, report, size ?? DefaultReportSize);
    }
}
