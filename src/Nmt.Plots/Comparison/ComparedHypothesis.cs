namespace Nmt.Plots;

/// <summary>What one system made of a sentence.</summary>
/// <param name="Text">The translation.</param>
/// <param name="Score">Its score on the scale 0 to 100.</param>
public sealed record ComparedHypothesis(string Text, double Score);
