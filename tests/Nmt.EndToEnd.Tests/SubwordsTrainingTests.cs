using System.Text;
using Nmt.TestKit;

namespace Nmt.EndToEnd.Tests;

/// <summary>Options of <c>nmt subwords train</c>, spelled as a script for <c>spm_train</c> spells them.</summary>
public sealed class SubwordsTrainingTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Model_without_sentence_boundaries_segments_and_joins_text_and_rejects_bos_and_eos()
    {
        // Given
        string model = Train("--bos_id=-1", "--eos_id=-1", "--vocab_size=20");

        // When
        var encoded = Run("the dog\n", "encode", "--model", model);
        var decoded = Run(encoded.Output, "decode", "--model", model);
        var edited = Run("the dog\n", "encode", "--model", model, "--extra_options=bos:eos");

        // Then
        Assert.Equal("the dog\n", decoded.Output);
        Assert.Equal("<unk>\t0", File.ReadLines(_folder.Of("m.vocab")).First());
        Assert.DoesNotContain(File.ReadLines(_folder.Of("m.vocab")), line => line.StartsWith("<s>", StringComparison.Ordinal));
        Assert.Equal((3, ""), (edited.ExitCode, edited.Output));
        Assert.Equal($"nmt: {model}: no piece '<s>' for the beginning of a sentence\n", edited.Error);
    }

    [Fact]
    public void Symbols_come_from_the_command_line_with_quotes_and_from_files()
    {
        // Given
        string symbols = _folder.Write("symbols", "d,e\n<f>\n");

        // When
        Train("--user_defined_symbols=\"a,b\",c", $"--user_defined_symbols_file={symbols}", "--vocab_size=24", "--vocabulary_output_piece_score=false");

        // Then
        Assert.Equal(["<unk>", "<s>", "</s>", "a,b", "c", "d,e", "<f>"], File.ReadLines(_folder.Of("m.vocab")).Take(7));
    }

    [Fact]
    public void Text_may_come_with_frequencies_and_spaces_may_end_words()
    {
        // Given
        string text = _folder.Write("t.tsv", "the dog\t20\nthe cat\t1\n");

        // When
        var result = NmtProcess.Run(
            "subwords", "train", $"--input={text}", "--input_format=tsv", $"--model_prefix={_folder.Of("m")}", "--vocab_size=7",
            "--model_type=word", "--treat_whitespace_as_suffix", "--minloglevel=1", "--vocabulary_output_piece_score=false", "--hard_vocab_limit=false");

        // Then
        Assert.Equal((0, "", ""), (result.ExitCode, result.Output, result.Error));
        Assert.Equal(["<unk>", "<s>", "</s>", "the\u2581", "dog\u2581", "cat\u2581"], File.ReadLines(_folder.Of("m.vocab")));
    }

    [Fact]
    public void Differential_privacy_is_rejected()
    {
        // When
        var result = NmtProcess.Run("subwords", "train", $"--model_prefix={_folder.Of("m")}", "--enable_differential_privacy=true");

        // Then
        Assert.Equal((2, ""), (result.ExitCode, result.Output));
        Assert.Equal(
            "nmt: --enable-differential-privacy: not supported: training adds no noise to the counts; only false is allowed", result.ErrorLines[0]);
    }

    private string Train(params string[] options)
    {
        string text = _folder.Write("text.txt", string.Concat(Enumerable.Repeat("the dog runs\nthe dogs run and run\n", 20)));
        var result = NmtProcess.Run(["subwords", "train", $"--input={text}", $"--model_prefix={_folder.Of("m")}", "--hard_vocab_limit=false", .. options]);
        Assert.Equal((0, ""), (result.ExitCode, result.Output));
        return _folder.Of("m.model");
    }

    private static NmtResult Run(string input, params string[] arguments) =>
        NmtProcess.Run(new NmtCall(["subwords", .. arguments]) { Input = Encoding.UTF8.GetBytes(input) });
}
