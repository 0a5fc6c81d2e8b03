using System.IO.Compression;
using System.Text;
using System.Text.Json;
using Nmt.TestKit;

namespace Nmt.EndToEnd.Tests;

public sealed class DataCheckTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Clean_corpora_pass_at_every_level()
    {
        // Given
        Write("train", "one two\nthree\n", "eins zwei\ndrei\n");

        // When
        var result = Check("--source", "train.en", "--target", "train.de", "--fail-on", "warning");

        // Then
        Assert.Equal((0, ""), (result.ExitCode, result.Output));
        Assert.Equal("0 errors, 0 warnings, 0 notes", result.ErrorLines[^1]);
    }

    [Theory]
    [InlineData("error", 0)]
    [InlineData("warning", 3)]
    public void Warnings_fail_the_check_only_on_demand(string failOn, int expected)
    {
        // Given
        Write("train", "one two\n\n", "eins zwei\ndrei\n");

        // When
        var result = Check("--source", "train.en", "--target", "train.de", "--fail-on", failOn);

        // Then
        Assert.Equal((expected, ""), (result.ExitCode, result.Output));
        Assert.Contains(
            "warning one-sided-blank train  train.en     1 2           blank line, but the other side has text: the sides may be misaligned here",
            result.ErrorLines);
        Assert.Equal("0 errors, 1 warning, 0 notes", result.ErrorLines[^1]);
    }

    [Fact]
    public void Errors_fail_the_check_and_json_goes_to_standard_output()
    {
        // Given: the second pair of train is also in test, and so is a part of the target of a third, gzipped one.
        Write("train", "one\ntwo\n", "eins\nzwei\n");
        Write("test", "two\nfour\n", "zwei\nvier\nzuviel\n");
        _folder.Write("more.de", "zwei\n");
        File.WriteAllBytes(_folder.Of("more.en.gz"), Gzip("more\n"));

        // When
        var result = Check(
            "--source", "train.en", "more.en.gz", "--target", "train.de", "more.de", "--test-source", "test.en", "--test-target", "test.de",
            "--format", "json");

        // Then
        Assert.Equal((3, ""), (result.ExitCode, result.Error));
        using var json = JsonDocument.Parse(result.Output);
        Assert.Equal(
            [
                "error unequal-line-counts test test.de 3", "warning pair-in-test train train.en 2", "warning source-in-test train train.en 2",
                "info target-in-test train train.en 2", "info target-in-test train more.en.gz 1",
            ],
            json.RootElement.GetProperty("findings").EnumerateArray().Select(finding => string.Join(
                ' ', finding.GetProperty("level"), finding.GetProperty("code"), finding.GetProperty("corpus"), finding.GetProperty("file"),
                finding.GetProperty("lines")[0])));
        Assert.Equal([3, 2], json.RootElement.GetProperty("corpora").EnumerateArray().Select(corpus => corpus.GetProperty("pairs").GetInt32()));
    }

    [Fact]
    public void Config_names_corpora_and_subword_model()
    {
        // Given
        var corpus = new TinyCorpus(_folder, pairs: 50);
        File.AppendAllText(_folder.Of("valid.en"), "\0\n");
        File.AppendAllText(_folder.Of("valid.de"), "null\n");

        // When
        var result = NmtProcess.Run(["data", "check", "--config", corpus.Config, .. corpus.WithTest, "--format", "json"]);

        // Then
        Assert.Equal(3, result.ExitCode);
        using var json = JsonDocument.Parse(result.Output);
        Assert.Equal(
            ["train", "validation", "test"],
            json.RootElement.GetProperty("corpora").EnumerateArray().Select(checkedCorpus => checkedCorpus.GetProperty("name").GetString()));
        var error = json.RootElement.GetProperty("findings")[0];
        Assert.Equal(
            ("nul-character", _folder.Of("valid.en"), 21),
            (error.GetProperty("code").GetString(), error.GetProperty("file").GetString(), error.GetProperty("lines")[0].GetInt32()));
    }

    [Fact]
    public void Number_of_line_numbers_is_as_requested()
    {
        // Given
        Write("train", "a\tb\nc\td\ne\tf\n", "eins\nzwei\ndrei\n");

        // When
        var result = Check("--source", "train.en", "--target", "train.de", "--max-examples", "2");

        // Then
        Assert.Contains(result.ErrorLines, line => line.Contains("train.en     3 1, 2, ...   tab", StringComparison.Ordinal));
    }

    private static byte[] Gzip(string text)
    {
        using var compressed = new MemoryStream();
        using (var gzip = new GZipStream(compressed, CompressionLevel.Fastest))
        {
            gzip.Write(Encoding.UTF8.GetBytes(text));
        }

        return compressed.ToArray();
    }

    private void Write(string name, string source, string target)
    {
        _folder.Write(name + ".en", source);
        _folder.Write(name + ".de", target);
    }

    private NmtResult Check(params string[] arguments) => NmtProcess.Run(new NmtCall(["data", "check", .. arguments]) { Folder = _folder.Path });
}
