namespace Nmt.Plots.Report;

/// <summary>A translation and the update at which it was first seen.</summary>
/// <param name="Update">Updates done.</param>
/// <param name="Hypothesis">The translation.</param>
public sealed record SampleVersion(long Update, string Hypothesis);
