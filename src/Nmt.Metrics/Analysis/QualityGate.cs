using System.Globalization;
using Nmt.Metrics.Significance;

namespace Nmt.Metrics.Analysis;

/// <summary>Decides whether scores are good enough. It compares the exact scores, not the rounded ones that are printed.</summary>
/// <param name="limits">The limits.</param>
/// <param name="metrics">The metrics that were computed.</param>
public sealed class QualityGate(GateLimits limits, MetricSelection metrics)
{
    /// <summary>Checks the systems against the limits.</summary>
    /// <param name="systems">The systems; if there are several and drops are limited, the first one is the baseline.</param>
    /// <param name="hasBaseline">Whether the first one serves only as the baseline.</param>
    public IReadOnlyList<GateCheck> Check(IReadOnlyList<SystemResult> systems, bool hasBaseline)
    {
        List<SystemResult> judged = [.. systems.Skip(hasBaseline ? 1 : 0)];
        var checks = new List<GateCheck>();
        if (limits.FailBelow is { } minimum)
        {
            int metric = FirstIndex(metric => metric.IsHigherBetter);
            checks.AddRange(judged.Select(system => CheckScore("fail-below", system, metric, minimum, isFloor: true)));
        }

        if (limits.FailAbove is { } maximum)
        {
            int metric = FirstIndex(metric => !metric.IsHigherBetter);
            checks.AddRange(judged.Select(system => CheckScore("fail-above", system, metric, maximum, isFloor: false)));
        }

        if (limits.MaxDrop is { } drop)
        {
            checks.AddRange(systems.Skip(1).Select(system => CheckDrop(systems[0], system, drop)));
        }

        return checks;
    }

    private int FirstIndex(Predicate<IMetric> applies) =>
        applies(metrics.First) ? metrics.FirstIndex : metrics.All.Index().First(entry => applies(entry.Item)).Index;

    private static GateCheck CheckScore(string rule, SystemResult system, int metric, double limit, bool isFloor)
    {
        var score = system.Metrics[metric].Score;
        bool passed = isFloor ? score.Score >= limit : score.Score <= limit;
        string message = string.Create(
            CultureInfo.InvariantCulture,
            $"{score.Name} of {system.Name} is {score.Score:F2}, {Math.Abs(score.Score - limit):F2} {(score.Score < limit ? "below" : "above")} {limit:F2} (--{rule})");
        return new GateCheck(rule, system.Name, score.Name, score.Score, limit, passed, message);
    }

    private GateCheck CheckDrop(SystemResult baseline, SystemResult system, double limit)
    {
        var metric = metrics.First;
        var before = baseline.Metrics[metrics.FirstIndex].Score;
        var after = system.Metrics[metrics.FirstIndex];
        double drop = metric.IsHigherBetter ? before.Score - after.Score.Score : after.Score.Score - before.Score;
        double? p = limits.PValue is null ? null : after.Paired?.PValue;
        bool isLarge = drop > limit;
        bool isSignificant = p is null || p < limits.PValue;
        string significance = p is null || !isLarge ? "" : string.Create(
            CultureInfo.InvariantCulture,
            $"; p = {p:F4} is {(isSignificant ? "below" : "not below")} {limits.PValue} (--p-value)");
        string message = string.Create(
            CultureInfo.InvariantCulture,
            $"{after.Score.Name} of {system.Name} is {after.Score.Score:F2}, {Math.Abs(drop):F2} {(drop < 0 ? "better" : "worse")} than the {before.Score:F2} of {baseline.Name}; the limit is {limit:F2} (--max-drop){significance}");
        return new GateCheck("max-drop", system.Name, after.Score.Name, drop, limit, !(isLarge && isSignificant), message) { PValue = p };
    }
}

/// <summary>The limits of a gate; null for a limit that is not set.</summary>
/// <param name="FailBelow">The lowest allowed score of the first metric for which higher is better.</param>
/// <param name="FailAbove">The highest allowed score of the first metric for which lower is better.</param>
/// <param name="MaxDrop">How much worse the other systems may be than the first one.</param>
/// <param name="PValue">Drops count only below this p-value; null without a paired test.</param>
public sealed record GateLimits(double? FailBelow, double? FailAbove, double? MaxDrop, double? PValue);

/// <summary>One limit, checked for one system.</summary>
/// <param name="Rule">The option that sets the limit, without its dashes.</param>
/// <param name="System">The system's name.</param>
/// <param name="Metric">The metric's name.</param>
/// <param name="Value">The measured score or drop.</param>
/// <param name="Limit">The limit.</param>
/// <param name="Passed">Whether the check passed.</param>
/// <param name="Message">A one-line description of the check.</param>
public sealed record GateCheck(string Rule, string System, string Metric, double Value, double Limit, bool Passed, string Message)
{
    /// <summary>The p-value that was taken into account; null if there is none.</summary>
    public double? PValue { get; init; }

    /// <summary>Whether a drop beyond the limit passed only because it is not significant.</summary>
    public bool IsExcused => Passed && PValue is not null && Value > Limit;
}

/// <summary>The metrics that are computed.</summary>
/// <param name="All">In the order in which they are printed.</param>
/// <param name="FirstIndex">The index of the metric that was named first: it measures drops.</param>
public sealed record MetricSelection(IReadOnlyList<IMetric> All, int FirstIndex)
{
    /// <summary>The metric that was named first.</summary>
    public IMetric First => All[FirstIndex];
}
