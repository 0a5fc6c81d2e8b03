using Nmt.Text.Tokenization.Segmentation;

namespace Nmt.Text.Tokenization.Sampling;

/// <summary>One of several ways to cut a text.</summary>
/// <param name="Segments">The segments.</param>
/// <param name="Score">Sum of their scores.</param>
internal sealed record ScoredSegments(List<Segment> Segments, float Score);
