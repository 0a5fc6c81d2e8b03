using Nmt.TestKit;
using Nmt.Text.Tests.Tokenization.Training;
using Nmt.Text.Tokenization;
using Nmt.Text.Tokenization.Normalization;
using Nmt.Text.Tokenization.Training;

namespace Nmt.Text.Tests.Tokenization.Normalization;

public sealed class NormalizationRuleFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string RulesPath => _folder.Of("rules.tsv");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Model_with_own_rules_normalizes_as_spm_encode_does_with_it()
    {
        // Given: accents stay, but "st" becomes "ft", an umlaut is spelled out, and exclamation marks go.
        File.WriteAllText(RulesPath, "73 74\t66 74\tst\nE4\t61 65\n21\t\n");
        var options = SomeTraining.OptionsOf(ModelKind.Bpe, 200) with { NormalizationRules = NormalizationRuleFile.Read(RulesPath) };

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
    [InlineData("41\t61\n\t61\n", "line 2: expected code points in hexadecimal, a tab and what they become")]
    [InlineData("41\t6g\n", "line 1: '6g' is no code point: expected hexadecimal from 1 to 10FFFF, not from D800 to DFFF")]
    [InlineData("D800\t61\n", "line 1: 'D800' is no code point: expected hexadecimal from 1 to 10FFFF, not from D800 to DFFF")]
    [InlineData("41\t61\n41\t62\n", "line 2: a second rule for 'A'")]
    [InlineData("", "holds no normalization rule")]
    public void Line_that_is_no_rule_is_refused_with_its_number(string text, string message)
    {
        // Given
        File.WriteAllText(RulesPath, text);

        // When
        var error = Assert.Throws<DataException>(() => NormalizationRuleFile.Read(RulesPath));

        // Then
        Assert.Equal($"{RulesPath}: {message}", error.Message);
    }
}
