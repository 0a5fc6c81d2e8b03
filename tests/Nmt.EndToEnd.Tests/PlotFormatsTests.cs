using System.Buffers.Binary;
using System.Text.Json;
using System.Xml.Linq;
using Nmt.TestKit;

namespace Nmt.EndToEnd.Tests;

/// <summary>Each format of <c>nmt plot-attention</c> but SVG, which has its own tests, through the executable.</summary>
[Collection(TrainedRunCollection.Name)]
public sealed class PlotFormatsTests(TrainedRun run) : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Png_images_have_the_size_of_the_scale_and_an_index()
    {
        // When
        var small = Plot("--format", "png", "--scale", "1", "--output", _folder.Of("small"));
        var large = Plot("--format", "png", "--layer", "1", "--head", "1", "--output", _folder.Of("large"));

        // Then
        Assert.Equal((0, 0), (small.ExitCode, large.ExitCode));
        var (width, height) = Size(_folder.Of("small/sentence-0001.png"));
        var (largeWidth, largeHeight) = Size(_folder.Of("large/sentence-0001-cross-l1-h1.png"));
        Assert.InRange(width, 100, 1000);
        Assert.Equal(2 * height, largeHeight);
        Assert.InRange(largeWidth, 2 * width, 4 * width);
        Assert.Contains("sentence-0001.png", XDocument.Load(_folder.Of("small/index.html")).Root!.Value, StringComparison.Ordinal);
    }

    [Fact]
    public void Text_goes_to_standard_output_without_colours_when_that_is_no_terminal()
    {
        // When
        var result = Plot("--format", "text", "--words", "--scale", "3");

        // Then
        Assert.Equal((0, "nmt: Warning: --scale has no effect without --format png\n"), (result.ExitCode, result.Error));
        Assert.StartsWith("Sentence 1\n", result.Output, StringComparison.Ordinal);
        Assert.Contains("three", result.OutputLines[3], StringComparison.Ordinal);
        Assert.DoesNotContain('\u001b', result.Output);
        Assert.Contains('█', result.Output);
    }

    [Fact]
    public void Json_has_weights_whose_rows_sum_to_one()
    {
        // When
        var result = Plot("--format", "json");
        var file = Plot("--format", "json", "--quiet", "--output", _folder.Of("weights.jsonl"));

        // Then
        Assert.Equal((0, 0, "", ""), (result.ExitCode, file.ExitCode, result.Error, file.Error));
        Assert.Equal(result.Output, File.ReadAllText(_folder.Of("weights.jsonl")));
        var line = JsonDocument.Parse(Assert.Single(result.OutputLines)).RootElement;
        int tokens = line.GetProperty("source_tokens").GetArrayLength();
        Assert.All(line.GetProperty("attention")[0].GetProperty("weights").EnumerateArray(), row =>
        {
            Assert.Equal(tokens, row.GetArrayLength());
            Assert.Equal(1, row.EnumerateArray().Sum(weight => weight.GetDouble()), 1e-4);
        });
    }

    [Fact]
    public void Page_compares_two_runs_on_the_same_sentences()
    {
        // When
        var result = Plot("--format", "html", "--model", run.Path, "--output", _folder.Of("page.html"));

        // Then
        Assert.Equal((0, ""), (result.ExitCode, result.Output));
        Assert.Matches(@"^2 translations, \d+ kB: .*page\.html\n$", result.Error);
        string data = XDocument.Load(_folder.Of("page.html")).Descendants().Single(element => (string?)element.Attribute("id") == "data").Value;
        Assert.Equal(2, JsonDocument.Parse(data).RootElement.GetProperty("systems").GetArrayLength());
    }

    [Theory]
    [InlineData("--layer: {0} has 1 layer of cross-attention; got 2", "--format", "text", "--layer", "2")]
    [InlineData("--attention: {0} has no decoder self-attention, only cross-attention", "--format", "json", "--attention", "decoder")]
    public void What_the_model_lacks_is_an_error_that_says_what_it_has(string expected, params string[] options)
    {
        // When
        var result = Plot(options);

        // Then
        Assert.Equal((2, ""), (result.ExitCode, result.Output));
        Assert.Equal($"nmt: {expected.Replace("{0}", Path.GetFileName(run.Path), StringComparison.Ordinal)}", result.ErrorLines[0]);
    }

    private NmtResult Plot(params string[] options) =>
        NmtProcess.Run(["plot-attention", "--model", run.Path, "--device", "cpu", "--source-text", "three four", .. options]);

    /// <summary>Width and height in the header of a PNG file.</summary>
    private static (int Width, int Height) Size(string path)
    {
        byte[] bytes = File.ReadAllBytes(path);
        Assert.Equal("PNG"u8.ToArray(), bytes[1..4]);
        return (BinaryPrimitives.ReadInt32BigEndian(bytes.AsSpan(16)), BinaryPrimitives.ReadInt32BigEndian(bytes.AsSpan(20)));
    }
}
