namespace Nmt.Text.Corpora;

/// <summary>A position in the training data, between two batches: all that is needed to continue there.</summary>
/// <param name="Epoch">Epochs finished.</param>
/// <param name="Shard">Where the current shard begins; none before the first.</param>
/// <param name="Batch">Batches of the shard before the position.</param>
/// <param name="EpochProgress">Epochs finished, with the share of the current one.</param>
public sealed record BatchPosition(int Epoch, ShardPosition? Shard, int Batch, double EpochProgress)
{
    /// <summary>The position before the first batch.</summary>
    public static BatchPosition Beginning { get; } = new(0, Shard: null, 0, 0);
}

/// <summary>Where a shard of training pairs begins: with the epoch, all that is needed to read it again.</summary>
/// <param name="Index">Shards of the epoch before it.</param>
/// <param name="PairsBefore">Pairs of the epoch before it.</param>
/// <param name="Pairs">Pairs of the whole epoch, which show whether a corpus has changed.</param>
/// <param name="Corpora">How far each corpus has been read.</param>
public sealed record ShardPosition(int Index, long PairsBefore, long Pairs, IReadOnlyList<CorpusPosition> Corpora)
{
    /// <inheritdoc/>
    public bool Equals(ShardPosition? other) =>
        other is not null && (Index, PairsBefore, Pairs) == (other.Index, other.PairsBefore, other.Pairs) && Corpora.SequenceEqual(other.Corpora);

    /// <inheritdoc/>
    public override int GetHashCode() => Corpora.Aggregate(HashCode.Combine(Index, PairsBefore, Pairs), HashCode.Combine);
}

/// <summary>How far a corpus has been read.</summary>
/// <param name="File">Index of the file that is being read.</param>
/// <param name="Line">Lines read of it.</param>
/// <param name="SourceOffset">Bytes read of its source, decompressed.</param>
/// <param name="TargetOffset">Bytes read of its target, decompressed.</param>
/// <param name="Drawn">Pairs drawn from the corpus in the current epoch.</param>
public sealed record CorpusPosition(int File, int Line, long SourceOffset, long TargetOffset, long Drawn)
{
    /// <summary>Bytes read of its alignments, decompressed; 0 where there are none.</summary>
    public long AlignmentsOffset { get; init; }

    /// <summary>The beginning of a corpus.</summary>
    public static CorpusPosition Beginning { get; } = new(0, 0, 0, 0, 0);
}
