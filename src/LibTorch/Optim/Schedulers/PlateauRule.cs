namespace TorchSharp;

/// <summary>When a measurement counts as better, and what follows when it is not.</summary>
internal sealed record PlateauRule(
    bool IsHigherBetter,
    double Factor,
    int Patience,
    double Threshold,
    bool IsRelative,
    int Cooldown,
    IList<double> MinimumRates,
    double SmallestChange)
{
    internal bool IsBetter(double current, double best)
    {
        var margin = IsRelative ? Threshold * best : Threshold;
        return IsHigherBetter ? current > best + margin : current < best - margin;
    }

    /// <summary>The minimum of a group: its own, the only one given, or 0.</summary>
    internal double MinimumRate(int group) =>
        MinimumRates.Count == 0 ? 0 : MinimumRates[MinimumRates.Count == 1 ? 0 : group];
}
