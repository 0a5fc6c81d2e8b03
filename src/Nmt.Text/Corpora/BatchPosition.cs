namespace Nmt.Text.Corpora;

/// <summary>A position in the training data, between two batches: everything needed to resume there.</summary>
/// <param name="Epoch">Epochs finished.</param>
/// <param name="Shard">Start of the current shard; null before the first.</param>
/// <param name="Batch">Number of batches of the shard before the position.</param>
/// <param name="EpochProgress">Epochs finished, including the fraction of the current one.</param>
public sealed record BatchPosition(int Epoch, ShardPosition? Shard, int Batch, double EpochProgress)
{
    /// <summary>The position before the first batch.</summary>
    public static BatchPosition Beginning { get; } = new(0, Shard: null, 0, 0);
}

/// <summary>Start of a shard of training pairs: together with the epoch, everything needed to read it again.</summary>
/// <param name="Index">Number of shards before it in the epoch.</param>
/// <param name="PairsBefore">Number of pairs before it in the epoch.</param>
/// <param name="Pairs">Number of pairs in the whole epoch; a different number reveals that a corpus has changed.</param>
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
/// <param name="File">Index of the current file.</param>
/// <param name="Line">Number of lines read from it.</param>
/// <param name="SourceOffset">Bytes read from its source, decompressed.</param>
/// <param name="TargetOffset">Bytes read from its target, decompressed.</param>
/// <param name="Drawn">Pairs drawn from the corpus in the current epoch.</param>
public sealed record CorpusPosition(int File, int Line, long SourceOffset, long TargetOffset, long Drawn)
{
    /// <summary>Bytes read from its alignments, decompressed; 0 if there are none.</summary>
    public long AlignmentsOffset { get; init; }

    /// <summary>The beginning of a corpus.</summary>
    public static CorpusPosition Beginning { get; } = new(0, 0, 0, 0, 0);
}
