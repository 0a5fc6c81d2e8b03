namespace Nmt.Text.Subwords.Segmentation;

/// <summary>Buffers that are reused from line to line; each thread has its own.</summary>
internal sealed class EncodeBuffers
{
    [ThreadStatic]
    private static EncodeBuffers? _current;

    /// <summary>The buffers of the calling thread.</summary>
    public static EncodeBuffers Current => _current ??= new EncodeBuffers();

    /// <summary>The line in UTF-8.</summary>
    public ByteBuffer Line { get; } = new();

    /// <summary>The normalized line.</summary>
    public ByteBuffer Text { get; } = new();

    /// <summary>The segments of the normalized line.</summary>
    public List<Segment> Segments { get; } = [];

    /// <summary>The pieces returned for the segments.</summary>
    public List<EncodedPiece> Pieces { get; } = [];
}

/// <summary>A piece of an encoded line.</summary>
/// <param name="Start">Start of its text in the normalized line.</param>
/// <param name="Length">Length of that text in bytes.</param>
/// <param name="Id">The piece.</param>
/// <param name="IsVerbatim">Whether it is written as that text; bytes and reserved pieces are written as the text of the piece.</param>
internal readonly record struct EncodedPiece(int Start, int Length, int Id, bool IsVerbatim);

/// <summary>Converts segments to the returned pieces: each run of unknown text becomes one piece, or its bytes.</summary>
internal sealed class PieceOutput(Vocabulary vocabulary, bool byteFallback)
{
    private readonly int _unk = vocabulary.Unk;
    private readonly int[] _byteIds = byteFallback ? [.. Enumerable.Range(0, 256).Select(value => vocabulary.IdOf(Piece.ByteText((byte)value)))] : [];

    /// <summary>Appends the pieces of a line.</summary>
    public void Append(ReadOnlySpan<byte> text, List<Segment> segments, List<EncodedPiece> output)
    {
        int start = 0;
        bool previousIsUnknown = false;
        foreach (var segment in segments)
        {
            bool isUnknown = segment.Id == _unk;
            if (!isUnknown)
            {
                output.Add(new EncodedPiece(start, segment.Length, segment.Id, IsVerbatim: true));
            }
            else if (_byteIds.Length > 0)
            {
                for (int i = start; i < start + segment.Length; i++)
                {
                    output.Add(new EncodedPiece(i, 1, _byteIds[text[i]], IsVerbatim: false));
                }
            }
            else if (previousIsUnknown)
            {
                output[^1] = output[^1] with { Length = output[^1].Length + segment.Length };
            }
            else
            {
                output.Add(new EncodedPiece(start, segment.Length, _unk, IsVerbatim: true));
            }

            previousIsUnknown = isUnknown;
            start += segment.Length;
        }
    }
}
