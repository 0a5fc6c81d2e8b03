namespace Nmt.Data.Streaming;

/// <summary>Where a block of training pairs begins: with the epoch, all that is needed to read it again.</summary>
/// <param name="Block">Blocks of the epoch before it.</param>
/// <param name="PairsBefore">Pairs of the epoch before it.</param>
/// <param name="Pairs">Pairs of the whole epoch, by which a corpus that has changed is noticed.</param>
/// <param name="Corpora">How far each corpus has been read.</param>
public sealed record BlockPosition(int Block, long PairsBefore, long Pairs, IReadOnlyList<CorpusPosition> Corpora)
{
    /// <inheritdoc/>
    public bool Equals(BlockPosition? other) =>
        other is not null && (Block, PairsBefore, Pairs) == (other.Block, other.PairsBefore, other.Pairs) && Corpora.SequenceEqual(other.Corpora);

    /// <inheritdoc/>
    public override int GetHashCode() => Corpora.Aggregate(HashCode.Combine(Block, PairsBefore, Pairs), HashCode.Combine);
}
