namespace Nmt.Text.Tokenization;

/// <summary>What a piece of a SentencePiece model is for; the values are those of its file format.</summary>
public enum PieceKind
{
    /// <summary>A subword.</summary>
    Normal = 1,

    /// <summary>Stands for text that no piece covers; each model has exactly one.</summary>
    Unknown = 2,

    /// <summary>Stands for no text: padding, beginning and end of sentence.</summary>
    Control = 3,

    /// <summary>Text that is always one piece, cut out before the rest is segmented.</summary>
    UserDefined = 4,

    /// <summary>A subword that takes part in merges but is split again in the result.</summary>
    Unused = 5,

    /// <summary>One byte of a character that no piece covers.</summary>
    Byte = 6,
}
