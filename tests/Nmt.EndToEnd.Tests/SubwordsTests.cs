using System.Text;
using Nmt.TestKit;

namespace Nmt.EndToEnd.Tests;

public sealed class SubwordsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly string _model;

    public SubwordsTests()
    {
        string text = _folder.Write("text.txt", string.Concat(Enumerable.Repeat("the dog runs\nthe dogs run and run\nein Hund läuft\n", 20)));
        var result = NmtProcess.Run(
            "subwords", "train", $"--input={text}", $"--model_prefix={_folder.Of("m")}", "--vocab_size=330", "--model_type=unigram",
            "--character_coverage=1.0", "--byte_fallback=true", "--hard_vocab_limit=false", "--user_defined_symbols=<2de>");
        Assert.Equal((0, ""), (result.ExitCode, result.Output));
        Assert.EndsWith(" pieces from 60 of 60 lines", Assert.Single(result.ErrorLines), StringComparison.Ordinal);
        _model = _folder.Of("m.model");
    }

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("piece")]
    [InlineData("id")]
    public void Lines_are_restored_from_their_subwords(string form)
    {
        // Given: unknown characters, a symbol inside a word, an empty line, and a last line without an end.
        const string text = "the dog\n犬 and <2de>x\u0301\n\nläuft";

        // When
        var encoded = Run(text, "encode", "--model", _model, "--output-format", form);
        var decoded = Run(encoded.Output, "decode", "--model", _model, "--input-format", form);

        // Then
        Assert.Equal(4, encoded.OutputLines.Count);
        Assert.Equal(text + "\n", decoded.Output);
    }

    [Fact]
    public void A_line_is_processed_before_the_next_one_arrives()
    {
        // Given
        using var process = NmtProcess.Start(new NmtCall("subwords", "encode", "--model", _model) { Input = null });

        // When and then
        process.Write("\n");
        process.WaitFor(() => process.OutputSoFar == "\n", "answer an empty line");
        process.Write("the\n");
        process.WaitFor(() => process.OutputSoFar.EndsWith("the\n", StringComparison.Ordinal), "answer a word");
        process.CloseInput();
        Assert.Equal(0, process.Wait().ExitCode);
    }

    [Fact]
    public void Best_of_an_n_best_list_is_the_segmentation_and_all_decode_to_the_line()
    {
        // When
        var best = Run("the dogs run", "encode", "--model", _model);
        var list = Run("the dogs run", "encode", "--model", _model, "--output_format=nbest_piece", "--nbest_size=5");
        var joined = Run(list.Output, "decode", "--model", _model);

        // Then
        Assert.Equal(5, list.OutputLines.Distinct().Count());
        Assert.Equal(best.OutputLines[0], list.OutputLines[0]);
        Assert.All(joined.OutputLines, line => Assert.Equal("the dogs run", line));
    }

    [Fact]
    public void Samples_depend_only_on_the_seed()
    {
        // Given
        string[] Sample(string seed) =>
        [
            .. Run(string.Concat(Enumerable.Repeat("the dogs run\n", 20)),
                "encode", "--model", _model, "--output-format", "sample_piece", "--nbest-size", "-1", "--alpha", "0.1", "--random-seed", seed)
                .OutputLines,
        ];

        // When
        var (first, again, other) = (Sample("1"), Sample("1"), Sample("2"));

        // Then
        Assert.Equal(first, again);
        Assert.NotEqual(first, other);
        Assert.NotEqual(1, first.Distinct().Count());
    }

    [Fact]
    public void Extra_options_are_applied_in_order()
    {
        // Given
        string plain = Run("the", "encode", "--model", _model).Output.TrimEnd('\n');

        // When
        var result = Run("the", "encode", "--model", _model, "--extra_options=bos:reverse:eos");

        // Then
        Assert.Equal($"{string.Join(' ', plain.Split(' ').Reverse())} <s> </s>\n", result.Output);
    }

    [Fact]
    public void Invalid_text_is_named_with_file_and_line_after_the_lines_before_it_are_written()
    {
        // Given
        string path = _folder.Of("latin1.txt");
        File.WriteAllBytes(path, [.. "\n"u8, 0xE4, (byte)'\n']);

        // When
        var result = NmtProcess.Run("subwords", "encode", "--model", _model, path);

        // Then
        Assert.Equal(3, result.ExitCode);
        Assert.Equal($"nmt: {path}:2: invalid UTF-8 (byte 0xE4 at byte offset 0 of the line)\n", result.Error);
    }

    [Theory]
    [InlineData("5\n5 x7\n", "'x7' is not an id; expected numbers separated by spaces")]
    [InlineData("5\n-1\n", "there is no piece -1; ids run from 0 to ")]
    [InlineData("5\n1000000\n", "there is no piece 1000000; ids run from 0 to ")]
    public void Invalid_id_is_named_with_its_line(string input, string expected)
    {
        // When
        var result = Run(input, "decode", "--model", _model, "--input-format", "id");

        // Then
        Assert.Equal(3, result.ExitCode);
        Assert.StartsWith($"nmt: standard input:2: {expected}", Assert.Single(result.ErrorLines), StringComparison.Ordinal);
    }

    [Fact]
    public void Output_file_appears_only_when_it_is_complete()
    {
        // Given
        string output = _folder.Of("out.txt");

        // When
        var good = Run("the\n", "encode", "--model", _model, "--output", output);
        string written = File.ReadAllText(output);
        var bad = NmtProcess.Run(new NmtCall("subwords", "encode", "--model", _model, "--output", output) { Input = [0xFF] });

        // Then
        Assert.Equal((0, "", 3), (good.ExitCode, good.Output, bad.ExitCode));
        Assert.Equal(written, File.ReadAllText(output));
    }

    [Fact]
    public void Endless_input_ends_quietly_when_the_output_is_closed()
    {
        if (!OperatingSystem.IsLinux())
        {
            return;
        }

        // Given
        string errors = _folder.Of("errors");
        string command = $"yes the dog | '{NmtProcess.Executable}' subwords encode --model '{_model}' 2>'{errors}' | head -n 1";

        // When
        using var shell = System.Diagnostics.Process.Start("sh", ["-c", command + " >/dev/null"]);
        bool ended = shell.WaitForExit(TimeSpan.FromMinutes(1));

        // Then
        Assert.True(ended);
        Assert.Equal("", File.ReadAllText(errors));
    }

    [Fact]
    public void Damaged_model_is_named()
    {
        // Given
        string path = _folder.Of("half.model");
        File.WriteAllBytes(path, File.ReadAllBytes(_model)[..1000]);

        // When
        var result = Run("the\n", "encode", "--model", path);

        // Then
        Assert.Equal((3, ""), (result.ExitCode, result.Output));
        Assert.StartsWith($"nmt: {path}: not a SentencePiece model", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Restricted_vocabulary_allows_only_listed_pieces_and_single_characters()
    {
        // Given
        string list = _folder.Write("vocabulary", "\u2581the\t9\n\u2581dog\t2\n");

        // When
        var result = Run("the dog", "encode", "--model", _model, "--vocabulary", list, "--vocabulary-threshold", "3");

        // Then
        Assert.Equal("\u2581the \u2581 d o g\n", result.Output);
    }

    private static NmtResult Run(string input, params string[] arguments) =>
        NmtProcess.Run(new NmtCall(["subwords", .. arguments]) { Input = Encoding.UTF8.GetBytes(input) });
}
