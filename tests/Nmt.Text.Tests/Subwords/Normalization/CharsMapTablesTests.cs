using System.IO.Compression;
using System.Text;
using Nmt.TestKit;
using Nmt.Text.Subwords.Normalization;

namespace Nmt.Text.Tests.Subwords.Normalization;

/// <summary>
/// Checks that the tables in the assembly are those that <see cref="CharacterRules"/> derives from Unicode. With the environment variable
/// NMT_WRITE_CHARS_MAPS set to 1 the test rewrites them instead.
/// </summary>
public sealed class CharsMapTablesTests
{
    private const string WriteVariable = "NMT_WRITE_CHARS_MAPS";

    [Theory]
    [InlineData(NormalizationRule.NmtNfkc)]
    [InlineData(NormalizationRule.Nfkc)]
    [InlineData(NormalizationRule.NmtNfkcCf)]
    [InlineData(NormalizationRule.NfkcCf)]
    public void Table_contains_the_rules_derived_from_Unicode(NormalizationRule rule)
    {
        // Given
        var rules = RulesOf(rule);
        if (Environment.GetEnvironmentVariable(WriteVariable) == "1")
        {
            Write(rule, CharsMapBuilder.Build(rules));
            return;
        }

        // When
        var map = new CharsMap(NormalizationRules.Load(rule), "table");

        // Then: only rules of characters that are newer than the table's Unicode version are missing.
        var wrong = rules.Where(r => Apply(map, r.Key) != r.Value).Select(r => r.Key).ToList();
        Assert.All(wrong, text => Assert.Equal(text, Apply(map, text)));
        Assert.InRange(wrong.Count, 0, rules.Count / 50);
    }

    [Theory]
    [InlineData(NormalizationRule.NmtNfkc)]
    [InlineData(NormalizationRule.NmtNfkcCf)]
    public void Table_has_no_rules_beyond_those_derived_from_Unicode(NormalizationRule rule)
    {
        // Given
        var rules = RulesOf(rule);
        var map = new CharsMap(NormalizationRules.Load(rule), "table");
        var characters = Enumerable.Range(1, 0x10FFFF).Where(Rune.IsValid).Select(value => new Rune(value).ToString());

        // When
        var beyond = characters.Where(text => !rules.ContainsKey(text) && Apply(map, text) != text);

        // Then
        Assert.Empty(beyond);
    }

    private static Dictionary<string, string> RulesOf(NormalizationRule rule) => rule switch
    {
        NormalizationRule.NmtNfkc => CharacterRules.NmtNfkc(),
        NormalizationRule.Nfkc => CharacterRules.Nfkc(),
        NormalizationRule.NmtNfkcCf => CharacterRules.NmtNfkcCf(),
        _ => CharacterRules.NfkcCf(),
    };

    /// <summary>Applies the map to a text that should be one of its keys.</summary>
    private static string Apply(CharsMap map, string text)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(text);
        int length = map.LongestMatch(bytes, out var replacement);
        return length == bytes.Length ? Encoding.UTF8.GetString(replacement) : text;
    }

    private static void Write(NormalizationRule rule, byte[] map)
    {
        string folder = Path.Combine(RepositoryRoot.Path, "src", "Nmt.Text", "Subwords", "Normalization", "Tables");
        using var file = File.Create(Path.Combine(folder, NormalizationRules.ResourceOf(rule)));
        using var packed = new BrotliStream(file, CompressionLevel.SmallestSize);
        packed.Write(map);
    }
}
