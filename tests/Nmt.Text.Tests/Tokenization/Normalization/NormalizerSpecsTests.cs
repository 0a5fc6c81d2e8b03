using System.Globalization;
using System.Text;
using Nmt.TestKit;
using Nmt.Text.Tokenization;
using Nmt.Text.Tokenization.Normalization;

namespace Nmt.Text.Tests.Tokenization.Normalization;

public sealed class NormalizerSpecsTests
{
    [Theory]
    [InlineData("bpe2000", NormalizationRule.NmtNfkc)]
    [InlineData("bpe2000_nfkc", NormalizationRule.Nfkc)]
    [InlineData("bpe2000_nmt_nfkc_cf", NormalizationRule.NmtNfkcCf)]
    public void Assigned_characters_normalize_as_with_SentencePieces_own_rules(string model, NormalizationRule rule)
    {
        // Given
        if (SharedData.Find($"golden/sentencepiece/models/{model}.model") is not { } path)
        {
            return;
        }

        var theirs = NormalizerOf(SentencePieceModel.Load(path).Normalizer);
        var ours = NormalizerOf(NormalizerSpecs.Of(rule));
        var differences = new List<string>();
        var newer = 0;
        foreach (var character in Characters())
        {
            // When: composed and decomposed
            string[] texts = [$"a{character}b", $"a{character.ToString().Normalize(NormalizationForm.FormD)}b"];
            foreach (var text in texts)
            {
                var expected = theirs.Normalize(text);
                var actual = ours.Normalize(text);
                if (expected == actual)
                {
                    continue;
                }

                // Then: their rules are of Unicode 13, which leaves younger characters as they are.
                newer++;
                if (expected != "\u2581" + text)
                {
                    differences.Add($"{character.Value:X4}: expected '{expected}', got '{actual}'");
                }
            }
        }

        Assert.Empty(differences);
        Assert.InRange(newer, 0, 1000);
    }

    [Theory]
    [InlineData("a\tb\u00A0c\u2028d", "\u2581a\u2581b\u2581c\u2581d")]
    [InlineData("x\u0001y\u007Fz", "\u2581xyz")]
    [InlineData("\uFB01 \u00BD \uFF21\uFF5E", "\u2581fi\u25811\u20442\u2581A\uFF5E")]
    [InlineData("e\u0301 \u1112\u1161\u11AB \uFF8A\uFF9F", "\u2581\u00E9\u2581\uD55C\u2581\u30D1")]
    public void Translation_rules_tidy_blanks_and_controls_and_compose(string text, string expected)
    {
        // Given
        var normalizer = NormalizerOf(NormalizerSpecs.Of(NormalizationRule.NmtNfkc));

        // When
        var normalized = normalizer.Normalize(text);

        // Then
        Assert.Equal(expected, normalized);
    }

    private static IEnumerable<Rune> Characters() => Enumerable.Range(1, 0x10FFFF)
        .Where(Rune.IsValid)
        .Select(value => new Rune(value))
        .Where(rune => Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.OtherNotAssigned or UnicodeCategory.PrivateUse));

    private static Normalizer NormalizerOf(NormalizerSpec spec) =>
        new(spec, spec.CharsMap.IsEmpty ? null : new CharsMap(spec.CharsMap, "test"), blankAsSuffix: false, []);
}
