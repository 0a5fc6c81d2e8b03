namespace Nmt.Text.Tokenization;

/// <summary>The normalization rules of models trained here.</summary>
internal static class NormalizerSpecs
{
    /// <summary>The rules under their SentencePiece names.</summary>
    public static NormalizerSpec Of(NormalizationRule rule) => rule switch
    {
        NormalizationRule.NmtNfkc => new NormalizerSpec { Name = "nmt_nfkc", CharsMap = CharsMapBuilder.Build(CharacterRules.NmtNfkc()) },
        NormalizationRule.Nfkc => new NormalizerSpec { Name = "nfkc", CharsMap = CharsMapBuilder.Build(CharacterRules.Nfkc()) },
        NormalizationRule.Identity => new NormalizerSpec { Name = "identity" },
        _ => throw new ArgumentOutOfRangeException(nameof(rule), rule, "no such normalization rule"),
    };
}
