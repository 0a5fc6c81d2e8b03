using Nmt.Metrics;

namespace Nmt.Cli.Scoring.Gate;

/// <summary>The metrics of a command line.</summary>
/// <param name="All">In the order in which they are printed.</param>
/// <param name="FirstIndex">Which of them was named first: drops are measured by it.</param>
internal sealed record ChosenMetrics(IReadOnlyList<IMetric> All, int FirstIndex)
{
    /// <summary>The metric that was named first.</summary>
    public IMetric First => All[FirstIndex];
}
