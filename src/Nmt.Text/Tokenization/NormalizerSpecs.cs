namespace Nmt.Text.Tokenization;

/// <summary>The normalization rules of models trained here.</summary>
internal static class NormalizerSpecs
{
    // Deriving the rules from Unicode takes seconds.
    private static readonly Lazy<NormalizerSpec> NmtNfkc = new(() => Pack("nmt_nfkc", CharacterRules.NmtNfkc()));
    private static readonly Lazy<NormalizerSpec> Nfkc = new(() => Pack("nfkc", CharacterRules.Nfkc()));
    private static readonly Lazy<NormalizerSpec> NmtNfkcCf = new(() => Pack("nmt_nfkc_cf", CharacterRules.NmtNfkcCf()));
    private static readonly Lazy<NormalizerSpec> NfkcCf = new(() => Pack("nfkc_cf", CharacterRules.NfkcCf()));

    /// <summary>The rules under their SentencePiece names.</summary>
    public static NormalizerSpec Of(NormalizationRule rule) => rule switch
    {
        NormalizationRule.NmtNfkc => NmtNfkc.Value,
        NormalizationRule.Nfkc => Nfkc.Value,
        NormalizationRule.NmtNfkcCf => NmtNfkcCf.Value,
        NormalizationRule.NfkcCf => NfkcCf.Value,
        NormalizationRule.Identity => new NormalizerSpec { Name = "identity" },
        _ => throw new ArgumentOutOfRangeException(nameof(rule), rule, "no such normalization rule"),
    };

    private static NormalizerSpec Pack(string name, Dictionary<string, string> rules) =>
        new() { Name = name, CharsMap = CharsMapBuilder.Build(rules) };
}
