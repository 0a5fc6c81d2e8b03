namespace Nmt.Plots.Report;

/// <summary>A figure or a property with its name.</summary>
/// <param name="Name">What it is.</param>
/// <param name="Value">Its value, as it is shown.</param>
public sealed record ReportFact(string Name, string Value);
