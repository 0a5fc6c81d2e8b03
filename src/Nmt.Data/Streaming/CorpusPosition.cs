using System.Text.Json.Serialization;

namespace Nmt.Data.Streaming;

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
