namespace Nmt.Text.Tokenization.Segmentation;

/// <summary>Turns segments into the pieces that are given out: unknown text becomes one piece, or its bytes.</summary>
internal sealed class PieceOutput
{
    private readonly int _unk;
    private readonly int[] _byteIds;

    /// <summary>Makes it for a model.</summary>
    public PieceOutput(SentencePieceModel model)
    {
        _unk = model.Vocabulary.Unk;
        _byteIds = model.Trainer.ByteFallback
            ? [.. Enumerable.Range(0, 256).Select(b => model.Vocabulary.IdOf(PieceChecks.ByteText((byte)b)))]
            : [];
    }

    /// <summary>Appends the pieces of a line.</summary>
    public void Append(ReadOnlySpan<byte> text, List<Segment> segments, List<EncodedPiece> output)
    {
        var start = 0;
        var previousIsUnknown = false;
        foreach (var segment in segments)
        {
            var isUnknown = segment.Id == _unk;
            if (!isUnknown)
            {
                output.Add(new EncodedPiece(start, segment.Length, segment.Id, IsVerbatim: true));
            }
            else if (_byteIds.Length > 0)
            {
                for (var i = start; i < start + segment.Length; i++)
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
