namespace Nmt.Data.Streaming;

/// <summary>A corpus that was read once before training.</summary>
/// <param name="Files">Its files.</param>
/// <param name="Weight">Its share of the pairs, relative to the other corpora; none draws each pair once an epoch.</param>
internal sealed record CountedCorpus(IReadOnlyList<CountedFiles> Files, double? Weight)
{
    /// <summary>Pairs that filters leave.</summary>
    public long Pairs { get; } = Files.Sum(files => (long)files.Lines - files.Dropped.Count);

    /// <summary>How often it is drawn from, relative to the other corpora.</summary>
    public double Share => Weight ?? Pairs;
}
