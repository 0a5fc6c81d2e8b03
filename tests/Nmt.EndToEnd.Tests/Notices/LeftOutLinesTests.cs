using Nmt.TestKit;

namespace Nmt.EndToEnd.Tests.Notices;

/// <summary>Text that a new subword model leaves out: nmt says how much, why, and how to change it.</summary>
public sealed class LeftOutLinesTests : IDisposable
{
    private const int Limit = 4192;
    private readonly TemporaryFolder _folder = new();
    private readonly TinyCorpus _corpus;

    public LeftOutLinesTests() => _corpus = new TinyCorpus(_folder, pairs: 60);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Training_says_how_many_lines_the_subword_model_leaves_out_and_where_the_first_is()
    {
        // Given
        AddLongPair();

        // When
        var result = Train();

        // Then
        Assert.Equal(0, result.ExitCode);
        Assert.Contains(
            $"nmt: Warning: 2 of 122 lines are longer than {Limit} bytes and left out of the subword model; the first is {_folder.Of("train.en")}:61 (subwords.max_line_bytes)",
            result.ErrorLines);
    }

    [Fact]
    public void Higher_limit_uses_all_lines()
    {
        // Given
        AddLongPair();

        // When
        var result = Train("--set", "subwords.max_line_bytes=100000");

        // Then
        Assert.Equal(0, result.ExitCode);
        Assert.DoesNotContain("left out", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Training_whose_lines_are_all_too_long_says_so_and_what_to_set()
    {
        // Given
        _folder.Write("train.en", LongLine("one") + LongLine("two"));
        _folder.Write("train.de", LongLine("eins") + LongLine("zwei"));

        // When
        var result = Train();

        // Then
        Assert.Equal(3, result.ExitCode);
        Assert.Contains(
            $"nmt: there is no text to train a subword model on: 4 of 4 lines are longer than {Limit} bytes; raise subwords.max_line_bytes", result.ErrorLines);
    }

    [Fact]
    public void Too_little_text_names_the_lines_that_are_left_out()
    {
        // Given
        string text = _folder.Write("text", "a b\n" + LongLine("c"));

        // When
        var result = Subwords(text, "--vocab_size=100");

        // Then
        Assert.Equal((3, ""), (result.ExitCode, result.Output));
        Assert.Matches(
            $@"^nmt: there is too little text for a vocabulary of 100 pieces: the largest possible one has \d+; 1 of 2 lines are longer than {Limit} bytes and left out of the subword model; the first is \S+:2 \(--max-sentence-length\)\n$",
            result.Error);
    }

    [Theory]
    [InlineData("0", true)]
    [InlineData("1", true)]
    [InlineData("2", false)]
    public void Subwords_train_says_it_unless_only_errors_are_logged(string logLevel, bool isSaid)
    {
        // Given
        string text = _folder.Write("text", "the dog runs\n" + LongLine("c"));

        // When
        var result = Subwords(text, "--vocab_size=40", "--hard_vocab_limit=false", $"--minloglevel={logLevel}");

        // Then
        Assert.Equal((0, ""), (result.ExitCode, result.Output));
        string warning = $"nmt: Warning: 1 of 2 lines are longer than {Limit} bytes and left out of the subword model; the first is {text}:2 (--max-sentence-length)";
        Assert.Equal(isSaid, result.ErrorLines.Contains(warning));
    }

    [Fact]
    public void Subwords_train_whose_lines_are_all_too_long_says_so_and_what_to_set()
    {
        // When
        var result = Subwords(_folder.Write("text", LongLine("a") + LongLine("b")), "--vocab_size=40", "--max_sentence_length=100");

        // Then
        Assert.Equal((3, ""), (result.ExitCode, result.Output));
        Assert.Equal(
            "nmt: there is no text to train a subword model on: 2 of 2 lines are longer than 100 bytes; raise --max-sentence-length\n", result.Error);
    }

    [Fact]
    public void Subwords_train_says_which_characters_have_no_piece()
    {
        // Given: one of 24 characters is rare; each line begins with a space of its own.
        string text = _folder.Write("text", string.Concat(Enumerable.Repeat("ab ab ab\n", 100)) + "ab x\n");

        // When
        var result = Subwords(text, "--vocab_size=7", "--model_type=bpe", "--character_coverage=0.99", "--hard_vocab_limit=false");
        var covered = Subwords(text, "--vocab_size=7", "--model_type=bpe", "--character_coverage=1", "--hard_vocab_limit=false");

        // Then: (2 + 1) * 3 * 100 + 3 + 2 characters with the marks of words.
        Assert.Equal(0, result.ExitCode);
        Assert.Contains("1 distinct characters, 0.1105% of the text, have no piece and are unknown (--character-coverage)", result.ErrorLines);
        Assert.DoesNotContain("have no piece", covered.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("true", " pieces from 2 of 3 lines")]
    [InlineData("false", " pieces from the first 2 lines; later lines were not read (--input-sentence-size)")]
    public void Subwords_train_says_that_it_uses_a_part_of_the_lines(string shuffles, string expected)
    {
        // When
        var result = Subwords(
            _folder.Write("text", "a b\nb a\na a\n"), "--vocab_size=8", "--hard_vocab_limit=false", "--input_sentence_size=2", $"--shuffle_input_sentence={shuffles}");

        // Then
        Assert.EndsWith(expected, Assert.Single(result.ErrorLines), StringComparison.Ordinal);
    }

    [Fact]
    public void Settings_for_a_new_model_have_no_effect_with_an_existing_one()
    {
        // Given
        Subwords(_folder.Of("train.en"), "--vocab_size=30", "--hard_vocab_limit=false", "--pad_id=3");

        // When: the config sets a vocabulary size.
        var result = Train("--set", $"subwords.model={_folder.Of("m.model")}");

        // Then
        Assert.Equal(0, result.ExitCode);
        Assert.Contains("nmt: Warning: subwords.vocabulary_size has no effect: subwords.model names an existing model", result.ErrorLines);
    }

    private void AddLongPair()
    {
        File.AppendAllText(_folder.Of("train.en"), LongLine("one"));
        File.AppendAllText(_folder.Of("train.de"), LongLine("eins"));
    }

    private static string LongLine(string word) => string.Concat(Enumerable.Repeat(word + " ", Limit)) + "\n";

    private NmtResult Train(params string[] more) => NmtProcess.Run(
        ["train", "--config", _corpus.Config, "--run-dir", _folder.Of("run"), "--device", "cpu", "--set", "training.max_updates=1", .. more]);

    private NmtResult Subwords(string text, params string[] options) =>
        NmtProcess.Run(["subwords", "train", $"--input={text}", $"--model_prefix={_folder.Of("m")}", .. options]);
}
