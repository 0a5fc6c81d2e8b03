using System.Globalization;
using Nmt.Cli.Scoring.Output;
using Nmt.Metrics;

namespace Nmt.Cli.Scoring.Gate;

/// <summary>Decides whether scores are good enough. It judges the scores themselves, not their rounded print.</summary>
internal sealed class QualityGate(GateLimits limits, ChosenMetrics metrics)
{
    /// <summary>Holds the limits against the systems.</summary>
    /// <param name="systems">The systems; the first one is the baseline where there are several and drops are limited.</param>
    /// <param name="hasBaseline">Whether the first one is only there to be compared with.</param>
    public IReadOnlyList<GateCheck> Check(IReadOnlyList<SystemResult> systems, bool hasBaseline)
    {
        var judged = systems.Skip(hasBaseline ? 1 : 0).ToList();
        var checks = new List<GateCheck>();
        if (limits.FailBelow is { } least)
        {
            int metric = Index(metric => metric.IsHigherBetter);
            checks.AddRange(judged.Select(system => CheckScore("fail-below", system, metric, least, isFloor: true)));
        }

        if (limits.FailAbove is { } most)
        {
            int metric = Index(metric => !metric.IsHigherBetter);
            checks.AddRange(judged.Select(system => CheckScore("fail-above", system, metric, most, isFloor: false)));
        }

        if (limits.MaxDrop is { } drop)
        {
            checks.AddRange(systems.Skip(1).Select(system => CheckDrop(systems[0], system, drop)));
        }

        return checks;
    }

    private int Index(Predicate<IMetric> isMeant) =>
        isMeant(metrics.First) ? metrics.FirstIndex : metrics.All.Index().First(entry => isMeant(entry.Item)).Index;

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
        bool isBelievable = p is null || p < limits.PValue;
        string significance = p is null || !isLarge ? "" : string.Create(
            CultureInfo.InvariantCulture,
            $"; p = {p:F4} is {(isBelievable ? "below" : "not below")} {limits.PValue} (--p-value)");
        string message = string.Create(
            CultureInfo.InvariantCulture,
            $"{after.Score.Name} of {system.Name} is {after.Score.Score:F2}, {Math.Abs(drop):F2} {(drop < 0 ? "better" : "worse")} than the {before.Score:F2} of {baseline.Name}; allowed is {limit:F2} (--max-drop){significance}");
        return new GateCheck("max-drop", system.Name, after.Score.Name, drop, limit, !(isLarge && isBelievable), message) { PValue = p };
    }
}
