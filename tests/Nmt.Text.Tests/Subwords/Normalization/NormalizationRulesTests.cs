using System.Globalization;
using System.Text;
using Nmt.TestKit;
using Nmt.Text.SubwordTraining;
using Nmt.Text.Subwords;
using Nmt.Text.Subwords.Normalization;
using Nmt.Text.Subwords.SentencePiece;
using Nmt.Text.Tests.SubwordTraining;
using Nmt.Text.Tests.Subwords.SentencePiece;

namespace Nmt.Text.Tests.Subwords.Normalization;

public sealed class NormalizationRulesTests
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

        var theirs = NormalizerWith(SentencePieceModel.Load(path).Normalizer.PrecompiledCharsmap.Memory);
        var ours = NormalizerWith(NormalizationRules.Load(rule));
        var differences = new List<string>();
        int newer = 0;
        foreach (var character in Characters())
        {
            // When: composed and decomposed
            string[] texts = [$"a{character}b", $"a{character.ToString().Normalize(NormalizationForm.FormD)}b"];
            foreach (string text in texts)
            {
                string expected = theirs.Normalize(text);
                string actual = ours.Normalize(text);
                if (expected == actual)
                {
                    continue;
                }

                // Then: their rules are those of Unicode 13, which leave newer characters unchanged.
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
    public void Translation_rules_normalize_spaces_remove_controls_and_compose(string text, string expected)
    {
        // Given
        var normalizer = NormalizerWith(NormalizationRules.Load(NormalizationRule.NmtNfkc));

        // When
        string normalized = normalizer.Normalize(text);

        // Then
        Assert.Equal(expected, normalized);
    }

    private static IEnumerable<Rune> Characters() => Enumerable.Range(1, 0x10FFFF)
        .Where(Rune.IsValid)
        .Select(value => new Rune(value))
        .Where(rune => Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.OtherNotAssigned or UnicodeCategory.PrivateUse));

    private static Normalizer NormalizerWith(ReadOnlyMemory<byte> map) =>
        new(new NormalizerSpec(), map.IsEmpty ? null : new CharsMap(map, "test"), whitespaceAsSuffix: false, []);
}

public sealed class NormalizationRuleFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string RulesPath => _folder.Of("rules.tsv");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Model_with_user_defined_rules_normalizes_as_spm_encode_does()
    {
        // Given: accents stay, but "st" becomes "ft", an umlaut is spelled out, and exclamation marks are removed.
        File.WriteAllText(RulesPath, "73 74\t66 74\tst\nE4\t61 65\n21\t\n");
        var options = SomeTraining.OptionsFor(ModelKind.Bpe, 200) with { NormalizationRules = NormalizationRules.ReadFile(RulesPath) };

        // When
        var model = SubwordTrainer.Train(options, SomeTraining.Lines).Model;

        // Then
        var tokenizer = new SentencePieceTokenizer(model);
        Assert.Equal("feft Baer s t", tokenizer.Normalize("fest Bär! s t"));
        Assert.DoesNotContain(model.Pieces, piece => piece.Text.Contains('!') || piece.Text.Contains('ä'));
        model.Save(_folder.Of("own.model"));
        if (SentencePieceTool.Run("spm_encode", [$"--model={_folder.Of("own.model")}"], SomeTraining.Lines) is { } theirs)
        {
            Assert.Equal(theirs, SomeTraining.Lines.Select(line => string.Join(' ', tokenizer.EncodeAsPieces(line))));
        }
    }

    [Theory]
    [InlineData("41\t61\n\t61\n", "line 2: expected code points in hexadecimal, a tab and their replacement")]
    [InlineData("41\t6g\n", "line 1: '6g' is not a code point: expected hexadecimal from 1 to 10FFFF, except D800 to DFFF")]
    [InlineData("D800\t61\n", "line 1: 'D800' is not a code point: expected hexadecimal from 1 to 10FFFF, except D800 to DFFF")]
    [InlineData("41\t61\n41\t62\n", "line 2: duplicate rule for 'A'")]
    [InlineData("", "contains no normalization rules")]
    public void Line_that_is_not_a_rule_is_refused_with_its_number(string text, string message)
    {
        // Given
        File.WriteAllText(RulesPath, text);

        // When
        var error = Assert.Throws<DataException>(() => NormalizationRules.ReadFile(RulesPath));

        // Then
        Assert.Equal($"{RulesPath}: {message}", error.Message);
    }
}
