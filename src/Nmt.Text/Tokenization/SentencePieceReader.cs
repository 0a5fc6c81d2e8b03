using System.Text;
using Google.Protobuf;

namespace Nmt.Text.Tokenization;

/// <summary>Reads SentencePiece's <c>ModelProto</c>; fields that segmentation does not need are skipped.</summary>
internal static class SentencePieceReader
{
    private static readonly UTF8Encoding StrictUtf8 = new(false, throwOnInvalidBytes: true);

    /// <summary>Reads the bytes of a model file.</summary>
    /// <exception cref="DataException">When they are not a usable model.</exception>
    public static SentencePieceModel Read(byte[] bytes, string name)
    {
        var pieces = new List<Piece>();
        var trainer = new TrainerSpec();
        var normalizer = new NormalizerSpec();
        NormalizerSpec? denormalizer = null;
        var selfTest = new List<SelfTestSample>();
        try
        {
            foreach (var (field, input) in Fields(new CodedInputStream(bytes)))
            {
                switch (field)
                {
                    case ModelFields.Pieces:
                        pieces.Add(ReadPiece(SubMessage(input)));
                        break;
                    case ModelFields.TrainerSpec:
                        trainer = ReadTrainer(SubMessage(input), trainer);
                        break;
                    case ModelFields.NormalizerSpec:
                        normalizer = ReadNormalizer(SubMessage(input), normalizer);
                        break;
                    case ModelFields.SelfTest:
                        selfTest.AddRange(ReadSelfTest(SubMessage(input)));
                        break;
                    case ModelFields.DenormalizerSpec:
                        denormalizer = ReadNormalizer(SubMessage(input), denormalizer ?? new NormalizerSpec());
                        break;
                    default:
                        input.SkipLastField();
                        break;
                }
            }
        }
        catch (Exception e) when (e is InvalidProtocolBufferException or DecoderFallbackException)
        {
            throw new DataException($"{name}: not a SentencePiece model, or a damaged one: {e.Message}", e);
        }

        return new SentencePieceModel(name, pieces, trainer, normalizer, denormalizer) { SelfTest = selfTest };
    }

    private static Piece ReadPiece(CodedInputStream message)
    {
        var piece = new Piece("", 0, PieceKind.Normal);
        foreach (var (field, input) in Fields(message))
        {
            switch (field)
            {
                case ModelFields.PieceText:
                    piece = piece with { Text = Text(input) };
                    break;
                case ModelFields.PieceScore:
                    piece = piece with { Score = input.ReadFloat() };
                    break;
                case ModelFields.PieceKind:
                    piece = piece with { Kind = (PieceKind)input.ReadEnum() };
                    break;
                default:
                    input.SkipLastField();
                    break;
            }
        }

        return piece;
    }

    private static TrainerSpec ReadTrainer(CodedInputStream message, TrainerSpec spec)
    {
        foreach (var (field, input) in Fields(message))
        {
            switch (field)
            {
                case ModelFields.ModelKind: spec = spec with { Kind = (ModelKind)input.ReadEnum() }; break;
                case ModelFields.VocabularySize: spec = spec with { VocabularySize = input.ReadInt32() }; break;
                case ModelFields.AcceptLanguage: spec = spec with { AcceptLanguages = [.. spec.AcceptLanguages, Text(input)] }; break;
                case ModelFields.CharacterCoverage: spec = spec with { CharacterCoverage = input.ReadFloat() }; break;
                case ModelFields.WhitespaceAsSuffix: spec = spec with { WhitespaceAsSuffix = input.ReadBool() }; break;
                case ModelFields.ByteFallback: spec = spec with { ByteFallback = input.ReadBool() }; break;
                case ModelFields.UnkId: spec = spec with { UnkId = input.ReadInt32() }; break;
                case ModelFields.BosId: spec = spec with { BosId = input.ReadInt32() }; break;
                case ModelFields.EosId: spec = spec with { EosId = input.ReadInt32() }; break;
                case ModelFields.PadId: spec = spec with { PadId = input.ReadInt32() }; break;
                case ModelFields.UnkSurface: spec = spec with { UnkSurface = Text(input) }; break;
                case ModelFields.UnkPiece: spec = spec with { UnkPiece = Text(input) }; break;
                case ModelFields.BosPiece: spec = spec with { BosPiece = Text(input) }; break;
                case ModelFields.EosPiece: spec = spec with { EosPiece = Text(input) }; break;
                case ModelFields.PadPiece: spec = spec with { PadPiece = Text(input) }; break;
                default: input.SkipLastField(); break;
            }
        }

        return spec;
    }

    private static IEnumerable<SelfTestSample> ReadSelfTest(CodedInputStream message)
    {
        foreach (var (field, input) in Fields(message))
        {
            if (field == ModelFields.SelfTestSample)
            {
                yield return ReadSample(SubMessage(input));
            }
            else
            {
                input.SkipLastField();
            }
        }
    }

    private static SelfTestSample ReadSample(CodedInputStream message)
    {
        var sample = new SelfTestSample("", "");
        foreach (var (field, input) in Fields(message))
        {
            switch (field)
            {
                case ModelFields.SampleInput: sample = sample with { Line = Text(input) }; break;
                case ModelFields.SamplePieces: sample = sample with { Pieces = Text(input) }; break;
                default: input.SkipLastField(); break;
            }
        }

        return sample;
    }

    private static NormalizerSpec ReadNormalizer(CodedInputStream message, NormalizerSpec spec)
    {
        foreach (var (field, input) in Fields(message))
        {
            switch (field)
            {
                case ModelFields.NormalizerName: spec = spec with { Name = Text(input) }; break;
                case ModelFields.CharsMap: spec = spec with { CharsMap = input.ReadBytes().Memory }; break;
                case ModelFields.AddDummyPrefix: spec = spec with { AddDummyPrefix = input.ReadBool() }; break;
                case ModelFields.RemoveExtraWhitespaces: spec = spec with { RemoveExtraWhitespaces = input.ReadBool() }; break;
                case ModelFields.EscapeWhitespaces: spec = spec with { EscapeWhitespaces = input.ReadBool() }; break;
                default: input.SkipLastField(); break;
            }
        }

        return spec;
    }

    // A known field with another wire type counts as an unknown one (and is skipped): what it lacks is then reported.
    private static IEnumerable<(uint Tag, CodedInputStream Input)> Fields(CodedInputStream input)
    {
        for (uint tag; (tag = input.ReadTag()) != 0;)
        {
            yield return (tag, input);
        }
    }

    private static CodedInputStream SubMessage(CodedInputStream input) => new(input.ReadBytes().ToByteArray());

    private static string Text(CodedInputStream input) => StrictUtf8.GetString(input.ReadBytes().Span);
}
