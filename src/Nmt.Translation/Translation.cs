using Nmt.Search;

namespace Nmt.Translation;

/// <summary>A translation as text.</summary>
/// <param name="Text">The translation.</param>
/// <param name="Hypothesis">The subwords that it was joined from, and its scores.</param>
public sealed record Translation(string Text, FinishedHypothesis Hypothesis)
{
    /// <summary>The expected utility that ranked it, where minimum-Bayes-risk decoding did.</summary>
    public double? ExpectedUtility { get; init; }
}
