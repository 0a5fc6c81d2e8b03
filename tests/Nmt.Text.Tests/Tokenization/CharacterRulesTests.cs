using System.Text;
using Nmt.TestKit;
using Nmt.Text.Tokenization;

namespace Nmt.Text.Tests.Tokenization;

public sealed class CharacterRulesTests
{
    [Theory]
    [InlineData("bpe2000", NormalizationRule.NmtNfkc)]
    [InlineData("bpe2000_nfkc", NormalizationRule.Nfkc)]
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
        for (var value = 1; value <= 0x10FFFF; value++)
        {
            if (!Rune.IsValid(value))
            {
                continue;
            }

            // When
            var text = $"a{new Rune(value)}b";
            var expected = theirs.Normalize(text);
            var actual = ours.Normalize(text);

            // Then
            if (expected != actual)
            {
                differences.Add($"U+{value:X4}: expected '{expected}', got '{actual}'");
            }
        }

        Assert.Empty(differences);
    }

    private static Normalizer NormalizerOf(NormalizerSpec spec) =>
        new(spec, spec.CharsMap.IsEmpty ? null : new CharsMap(spec.CharsMap, "test"), blankAsSuffix: false, []);
}
