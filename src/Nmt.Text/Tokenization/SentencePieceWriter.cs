using Google.Protobuf;

namespace Nmt.Text.Tokenization;

/// <summary>Writes SentencePiece's <c>ModelProto</c>.</summary>
internal static class SentencePieceWriter
{
    /// <summary>Writes a model; the stream stays open.</summary>
    public static void Write(SentencePieceModel model, Stream stream)
    {
        using var output = new CodedOutputStream(stream, leaveOpen: true);
        foreach (var piece in model.Pieces)
        {
            WriteMessage(output, ModelFields.Pieces, o => WritePiece(o, piece));
        }

        WriteMessage(output, ModelFields.TrainerSpec, o => WriteTrainer(o, model.Trainer));
        WriteMessage(output, ModelFields.NormalizerSpec, o => WriteNormalizer(o, model.Normalizer));
        if (model.SelfTest.Count > 0)
        {
            WriteMessage(output, ModelFields.SelfTest, o => WriteSelfTest(o, model.SelfTest));
        }

        if (model.Denormalizer is { } denormalizer)
        {
            WriteMessage(output, ModelFields.DenormalizerSpec, o => WriteNormalizer(o, denormalizer));
        }
    }

    private static void WritePiece(CodedOutputStream output, Piece piece)
    {
        WriteText(output, ModelFields.PieceText, piece.Text);
        output.WriteTag(ModelFields.PieceScore);
        output.WriteFloat(piece.Score);
        if (piece.Kind != PieceKind.Normal)
        {
            WriteInt(output, ModelFields.PieceKind, (int)piece.Kind);
        }
    }

    private static void WriteTrainer(CodedOutputStream output, TrainerSpec spec)
    {
        WriteInt(output, ModelFields.ModelKind, (int)spec.Kind);
        WriteInt(output, ModelFields.VocabularySize, spec.VocabularySize);
        foreach (var language in spec.AcceptLanguages)
        {
            WriteText(output, ModelFields.AcceptLanguage, language);
        }

        output.WriteTag(ModelFields.CharacterCoverage);
        output.WriteFloat(spec.CharacterCoverage);
        WriteBool(output, ModelFields.WhitespaceAsSuffix, spec.WhitespaceAsSuffix);
        WriteBool(output, ModelFields.ByteFallback, spec.ByteFallback);
        WriteInt(output, ModelFields.UnkId, spec.UnkId);
        WriteInt(output, ModelFields.BosId, spec.BosId);
        WriteInt(output, ModelFields.EosId, spec.EosId);
        WriteInt(output, ModelFields.PadId, spec.PadId);
        WriteText(output, ModelFields.UnkSurface, spec.UnkSurface);
        WriteText(output, ModelFields.UnkPiece, spec.UnkPiece);
        WriteText(output, ModelFields.BosPiece, spec.BosPiece);
        WriteText(output, ModelFields.EosPiece, spec.EosPiece);
        WriteText(output, ModelFields.PadPiece, spec.PadPiece);
    }

    private static void WriteSelfTest(CodedOutputStream output, IReadOnlyList<SelfTestSample> samples)
    {
        foreach (var sample in samples)
        {
            WriteMessage(output, ModelFields.SelfTestSample, o =>
            {
                WriteText(o, ModelFields.SampleInput, sample.Line);
                WriteText(o, ModelFields.SamplePieces, sample.Pieces);
            });
        }
    }

    private static void WriteNormalizer(CodedOutputStream output, NormalizerSpec spec)
    {
        WriteText(output, ModelFields.NormalizerName, spec.Name);
        output.WriteTag(ModelFields.CharsMap);
        output.WriteBytes(ByteString.CopyFrom(spec.CharsMap.Span));
        WriteBool(output, ModelFields.AddDummyPrefix, spec.AddDummyPrefix);
        WriteBool(output, ModelFields.RemoveExtraWhitespaces, spec.RemoveExtraWhitespaces);
        WriteBool(output, ModelFields.EscapeWhitespaces, spec.EscapeWhitespaces);
    }

    private static void WriteMessage(CodedOutputStream output, uint tag, Action<CodedOutputStream> write)
    {
        using var buffer = new MemoryStream();
        using (var inner = new CodedOutputStream(buffer, leaveOpen: true))
        {
            write(inner);
        }

        output.WriteTag(tag);
        output.WriteBytes(ByteString.CopyFrom(buffer.GetBuffer().AsSpan(0, (int)buffer.Length)));
    }

    private static void WriteText(CodedOutputStream output, uint tag, string value)
    {
        output.WriteTag(tag);
        output.WriteString(value);
    }

    private static void WriteInt(CodedOutputStream output, uint tag, int value)
    {
        output.WriteTag(tag);
        output.WriteInt32(value);
    }

    private static void WriteBool(CodedOutputStream output, uint tag, bool value)
    {
        output.WriteTag(tag);
        output.WriteBool(value);
    }
}
