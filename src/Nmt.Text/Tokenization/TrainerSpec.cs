namespace Nmt.Text.Tokenization;

/// <summary>What a SentencePiece model file tells about its making, as far as it matters for using it.</summary>
public sealed record TrainerSpec
{
    /// <summary>How the model segments.</summary>
    public ModelKind Kind { get; init; } = ModelKind.Unigram;

    /// <summary>Languages that the model is said to be for.</summary>
    public IReadOnlyList<string> AcceptLanguages { get; init; } = [];

    /// <summary>The vocabulary size that was asked for.</summary>
    public int VocabularySize { get; init; } = 8000;

    /// <summary>Share of the characters of the training text that have pieces.</summary>
    public float CharacterCoverage { get; init; } = 0.9995f;

    /// <summary>Whether unknown characters are spelled as bytes.</summary>
    public bool ByteFallback { get; init; }

    /// <summary>Whether the blank ends a word instead of beginning it.</summary>
    public bool WhitespaceAsSuffix { get; init; }

    /// <summary>Id of the unknown piece when the model was made.</summary>
    public int UnkId { get; init; }

    /// <summary>Id of the beginning of a sentence when the model was made; -1 for none.</summary>
    public int BosId { get; init; } = 1;

    /// <summary>Id of the end of a sentence when the model was made; -1 for none.</summary>
    public int EosId { get; init; } = 2;

    /// <summary>Id of padding when the model was made; -1 for none.</summary>
    public int PadId { get; init; } = -1;

    /// <summary>Text that an unknown id decodes to.</summary>
    public string UnkSurface { get; init; } = " \u2047 ";

    /// <summary>The unknown piece.</summary>
    public string UnkPiece { get; init; } = "<unk>";

    /// <summary>The piece for the beginning of a sentence.</summary>
    public string BosPiece { get; init; } = "<s>";

    /// <summary>The piece for the end of a sentence.</summary>
    public string EosPiece { get; init; } = "</s>";

    /// <summary>The piece for padding.</summary>
    public string PadPiece { get; init; } = "<pad>";
}
