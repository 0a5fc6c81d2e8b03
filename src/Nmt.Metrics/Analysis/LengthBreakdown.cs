using Nmt.Metrics.Statistics;

namespace Nmt.Metrics.Analysis;

/// <summary>Scores of a corpus by the length of its sentences.</summary>
/// <param name="hasSource">Whether lines have a source; if so, scores are also broken down by its length.</param>
internal sealed class LengthBreakdown(bool hasSource)
{
    private static readonly int[] Ends = [10, 20, 30, 40, 50];

    private readonly LengthBuckets _references = new("reference", Ends);
    private readonly LengthBuckets? _sources = hasSource ? new LengthBuckets("source", Ends) : null;

    /// <summary>The sides whose lengths were recorded.</summary>
    public IReadOnlyList<LengthBuckets> Sides => _sources is null ? [_references] : [_sources, _references];

    /// <summary>Records the lengths of a line: of its first reference and of its source.</summary>
    public void Add(ScoringLine line)
    {
        _references.Add(LengthBuckets.CountWords(line.References[0]));
        _sources?.Add(LengthBuckets.CountWords(line.Source!));
    }
}
