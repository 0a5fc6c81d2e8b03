namespace Nmt.Metrics;

/// <summary>What a paired test says of one system under one metric.</summary>
/// <param name="System">The system's name.</param>
/// <param name="Score">Its score.</param>
/// <param name="PValue">How probable so large a difference from the baseline is by chance; null for the baseline itself.</param>
/// <param name="Confidence">The interval around the score; null when none was asked for.</param>
public sealed record PairedResult(string System, double Score, double? PValue, ConfidenceInterval? Confidence);
