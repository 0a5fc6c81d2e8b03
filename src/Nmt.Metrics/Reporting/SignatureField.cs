namespace Nmt.Metrics;

/// <summary>One entry of a <see cref="MetricSignature"/>.</summary>
/// <param name="Name">Its name in the long form.</param>
/// <param name="Abbreviation">Its name in the short form.</param>
/// <param name="Value">Its value, the same in both forms.</param>
public sealed record SignatureField(string Name, string Abbreviation, string Value);
