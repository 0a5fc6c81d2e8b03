using System.Collections.Concurrent;
using System.IO.Compression;

namespace Nmt.Text.Tokenization.Normalization;

/// <summary>The normalization rules of models trained here.</summary>
internal static class NormalizerSpecs
{
    // Deriving the rules from Unicode takes seconds: they are derived once, by CharacterRules in the tests, and come as tables.
    private static readonly ConcurrentDictionary<NormalizationRule, NormalizerSpec> Loaded = [];

    /// <summary>The rules under their SentencePiece names.</summary>
    public static NormalizerSpec Of(NormalizationRule rule) => Loaded.GetOrAdd(rule, Load);

    /// <summary>What SentencePiece calls a rule.</summary>
    public static string NameOf(NormalizationRule rule) => rule switch
    {
        NormalizationRule.NmtNfkc => "nmt_nfkc",
        NormalizationRule.Nfkc => "nfkc",
        NormalizationRule.NmtNfkcCf => "nmt_nfkc_cf",
        NormalizationRule.NfkcCf => "nfkc_cf",
        NormalizationRule.Identity => "identity",
        _ => throw new ArgumentOutOfRangeException(nameof(rule), rule, "no such normalization rule"),
    };

    /// <summary>Name of the table of a rule among the resources of this assembly: a map as in a model file, Brotli-compressed.</summary>
    public static string ResourceOf(NormalizationRule rule) => $"{NameOf(rule)}.charsmap.br";

    private static NormalizerSpec Load(NormalizationRule rule)
    {
        var spec = new NormalizerSpec { Name = NameOf(rule) };
        if (rule == NormalizationRule.Identity)
        {
            return spec;
        }

        using var resource = typeof(NormalizerSpecs).Assembly.GetManifestResourceStream(ResourceOf(rule))
            ?? throw new InvalidOperationException($"the table {ResourceOf(rule)} is missing from the assembly");
        using var unpacked = new BrotliStream(resource, CompressionMode.Decompress);
        using var table = new MemoryStream();
        unpacked.CopyTo(table);
        return spec with { CharsMap = table.ToArray() };
    }
}
