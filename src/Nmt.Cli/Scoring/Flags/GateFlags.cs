using System.CommandLine;
using Nmt.Cli.Options;
using Nmt.Cli.Scoring.Gate;

namespace Nmt.Cli.Scoring.Flags;

/// <summary>What a score must reach for the process to end with code 0.</summary>
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

    /// <summary>The limits; null where there are none.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="metrics">What is computed.</param>
    /// <param name="isPaired">Whether a paired test is made.</param>
    /// <exception cref="UsageException">When a limit has nothing to apply to.</exception>
    public GateLimits? Read(ParseResult parsed, ChosenMetrics metrics, bool isPaired)
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
