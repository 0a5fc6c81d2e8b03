namespace Nmt.Search.Beams;

/// <summary>A beam in groups of the same size (Vijayakumar et al. 2018).</summary>
/// <param name="Count">Groups.</param>
/// <param name="Strength">λ: what a token costs for each hypothesis of earlier groups that took it in the same step.</param>
public sealed record DiverseGroups(int Count, double Strength);
