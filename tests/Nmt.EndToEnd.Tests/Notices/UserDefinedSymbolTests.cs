using System.Text;
using Nmt.TestKit;

namespace Nmt.EndToEnd.Tests.Notices;

/// <summary>User-defined symbols are pieces in models of every type, or nmt says that they never will be.</summary>
public sealed class UserDefinedSymbolTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("bpe")]
    [InlineData("unigram")]
    [InlineData("char")]
    [InlineData("word")]
    public void Symbol_that_is_a_word_is_one_known_piece(string type)
    {
        // Given
        var trained = Train(type, "<2de>");

        // When
        var pieces = Run("<2de> the dog\nthe <2de> dog\n", "encode", "--model", _folder.Of("m.model"), "--extra_options=unk");

        // Then
        Assert.Equal((0, 0), (trained.ExitCode, pieces.ExitCode));
        Assert.DoesNotContain("never found", trained.Error, StringComparison.Ordinal);
        Assert.All(pieces.OutputLines, line => Assert.Contains("<2de>", line, StringComparison.Ordinal));
        Assert.DoesNotContain("<unk>", pieces.Output, StringComparison.Ordinal);
        Assert.Equal("<2de> the dog\nthe <2de> dog\n", Run(pieces.Output, "decode", "--model", _folder.Of("m.model")).Output);
    }

    [Fact]
    public void Word_model_has_the_symbol_with_and_without_the_mark_of_a_word()
    {
        // Given
        Train("word", "<2de>,\u2581<2fr>");

        // When
        var pieces = File.ReadLines(_folder.Of("m.vocab")).Select(line => line.Split('\t')[0]);

        // Then
        Assert.Equal(["<unk>", "<s>", "</s>", "<2de>", "\u2581<2fr>", "\u2581<2de>"], pieces.Take(6));
    }

    [Theory]
    [InlineData("bpe")]
    [InlineData("unigram")]
    [InlineData("char")]
    [InlineData("word")]
    public void Symbol_with_a_space_is_reported_with_the_spelling_that_works(string type)
    {
        // When
        var result = Train(type, "New York,\u2581New\u2581York");

        // Then
        Assert.Equal((0, ""), (result.ExitCode, result.Output));
        Assert.Contains(
            "nmt: Warning: the symbol 'New York' is never found in text: it contains a space; write 'New\u2581York', with U+2581 for each space (--user-defined-symbols)",
            result.ErrorLines);
    }

    [Fact]
    public void Symbol_spelled_with_the_mark_of_a_space_is_found_without_a_warning()
    {
        // Given
        var trained = Train("bpe", "New\u2581York");

        // When
        var pieces = Run("in New York\n", "encode", "--model", _folder.Of("m.model"));

        // Then
        Assert.DoesNotContain("never found", trained.Error, StringComparison.Ordinal);
        Assert.Contains("New\u2581York", pieces.Output.TrimEnd('\n').Split(' '));
    }

    [Fact]
    public void Training_reports_a_symbol_with_a_space_under_the_name_of_the_key()
    {
        // Given: a space after the comma is part of the second symbol.
        var corpus = new TinyCorpus(_folder, pairs: 60);

        // When
        var result = NmtProcess.Run(
            "train", "--config", corpus.Config, "--run-dir", _folder.Of("run"), "--device", "cpu", "--set", "training.max_updates=1",
            "--set", "subwords.user_defined_symbols='<2de>, <2fr>'", "--set", "subwords.vocabulary_size=45");

        // Then
        Assert.Equal(0, result.ExitCode);
        Assert.Contains(
            "nmt: Warning: the symbol ' <2fr>' is never found in text: it contains a space; write '\u2581<2fr>', with U+2581 for each space (subwords.user_defined_symbols)",
            result.ErrorLines);
    }

    private NmtResult Train(string type, string symbols)
    {
        string text = _folder.Write("text.txt", string.Concat(Enumerable.Repeat("the dog runs\nthe <2de> dogs run\n", 20)));
        return NmtProcess.Run(
            "subwords", "train", $"--input={text}", $"--model_prefix={_folder.Of("m")}", $"--model_type={type}", "--vocab_size=40",
            "--hard_vocab_limit=false", "--character_coverage=1", $"--user_defined_symbols={symbols}");
    }

    private static NmtResult Run(string input, params string[] arguments) =>
        NmtProcess.Run(new NmtCall(["subwords", .. arguments]) { Input = Encoding.UTF8.GetBytes(input) });
}
