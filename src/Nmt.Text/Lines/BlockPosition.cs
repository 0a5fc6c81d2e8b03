using System.Text.Json.Serialization;

namespace Nmt.Text.Lines;

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

/// <summary>How far a corpus has been read.</summary>
/// <param name="File">Place of the file that is being read.</param>
/// <param name="Line">Lines read of it.</param>
/// <param name="SourceOffset">Bytes read of its source, decompressed.</param>
/// <param name="TargetOffset">Bytes read of its target, decompressed.</param>
/// <param name="Drawn">Pairs drawn from the corpus in the running epoch.</param>
public sealed record CorpusPosition(int File, int Line, long SourceOffset, long TargetOffset, long Drawn)
{
    /// <summary>Bytes read of its alignments, decompressed; 0, and not written, where there are none.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public long AlignmentsOffset { get; init; }

    /// <summary>The beginning of a corpus.</summary>
    public static CorpusPosition Beginning { get; } = new(0, 0, 0, 0, 0);
}
