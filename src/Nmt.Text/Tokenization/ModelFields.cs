namespace Nmt.Text.Tokenization;

/// <summary>Tags (field number times 8 plus wire type) of <c>sentencepiece_model.proto</c> that are read and written here.</summary>
internal static class ModelFields
{
    private const uint Varint = 0;
    private const uint Bytes = 2;
    private const uint Fixed32 = 5;

    public const uint Pieces = (1 << 3) | Bytes;
    public const uint TrainerSpec = (2 << 3) | Bytes;
    public const uint NormalizerSpec = (3 << 3) | Bytes;
    public const uint SelfTest = (4 << 3) | Bytes;
    public const uint DenormalizerSpec = (5 << 3) | Bytes;

    public const uint PieceText = (1 << 3) | Bytes;
    public const uint PieceScore = (2 << 3) | Fixed32;
    public const uint PieceKind = (3 << 3) | Varint;

    public const uint SelfTestSample = (1 << 3) | Bytes;
    public const uint SampleInput = (1 << 3) | Bytes;
    public const uint SamplePieces = (2 << 3) | Bytes;

    public const uint ModelKind = (3 << 3) | Varint;
    public const uint VocabularySize = (4 << 3) | Varint;
    public const uint AcceptLanguage = (5 << 3) | Bytes;
    public const uint CharacterCoverage = (10 << 3) | Fixed32;
    public const uint WhitespaceAsSuffix = (24 << 3) | Varint;
    public const uint ByteFallback = (35 << 3) | Varint;
    public const uint UnkId = (40 << 3) | Varint;
    public const uint BosId = (41 << 3) | Varint;
    public const uint EosId = (42 << 3) | Varint;
    public const uint PadId = (43 << 3) | Varint;
    public const uint UnkSurface = (44 << 3) | Bytes;
    public const uint UnkPiece = (45 << 3) | Bytes;
    public const uint BosPiece = (46 << 3) | Bytes;
    public const uint EosPiece = (47 << 3) | Bytes;
    public const uint PadPiece = (48 << 3) | Bytes;

    public const uint NormalizerName = (1 << 3) | Bytes;
    public const uint CharsMap = (2 << 3) | Bytes;
    public const uint AddDummyPrefix = (3 << 3) | Varint;
    public const uint RemoveExtraWhitespaces = (4 << 3) | Varint;
    public const uint EscapeWhitespaces = (5 << 3) | Varint;
}
