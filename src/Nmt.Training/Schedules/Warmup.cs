using Nmt.Runs.Config;

namespace Nmt.Training.Schedules;

/// <summary>
/// A linear rise of the learning rate over the first updates: moments that have seen little make Adam's first steps wild
/// (Vaswani et al. 2017, section 5.3). Every schedule may have it.
/// </summary>
internal static class Warmup
{
    /// <summary>The share of the learning rate that an update has: <c>u/w</c>, at most 1.</summary>
    public static double Share(ScheduleConfig config, long update) =>
        update >= config.WarmupUpdates ? 1 : (double)update / config.WarmupUpdates;
}
