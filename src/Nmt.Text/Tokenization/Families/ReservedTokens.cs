namespace Nmt.Text.Tokenization.Families;

/// <summary>Ids of the tokens that stand for no text, as far as a vocabulary has them.</summary>
/// <param name="Pad">Padding.</param>
/// <param name="Unk">The unknown token.</param>
/// <param name="Bos">Beginning of a sentence.</param>
/// <param name="Eos">End of a sentence.</param>
internal sealed record ReservedTokens(int? Pad = null, int? Unk = null, int? Bos = null, int? Eos = null)
{
    /// <summary>What padding is called in every family's pieces.</summary>
    public const string PadPiece = "<pad>";

    /// <summary>What the unknown token is called.</summary>
    public const string UnkPiece = "<unk>";

    /// <summary>What the beginning of a sentence is called.</summary>
    public const string BosPiece = "<s>";

    /// <summary>What the end of a sentence is called.</summary>
    public const string EosPiece = "</s>";
}
