using Nmt.TestKit;

namespace Nmt.EndToEnd.Tests;

/// <summary>Verbs other than <c>train</c> end immediately on a signal and leave no partial files.</summary>
[Collection(TrainedRunCollection.Name)]
public sealed class SignalOutputTests(TrainedRun run) : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("HUP", 129, "translate --model RUN --device cpu")]
    [InlineData("TERM", 143, "translate --model RUN --device cpu")]
    [InlineData("HUP", 129, "score --model RUN --device cpu --input-format jsonl")]
    [InlineData("HUP", 129, "subwords encode --model RUN/subwords.model")]
    [InlineData("INT", 130, "subwords decode --model RUN/subwords.model")]
    public void Signal_leaves_no_output_file(string signal, int code, string arguments)
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        // Given: it waits for input.
        string[] call = [.. arguments.Replace("RUN", run.Path, StringComparison.Ordinal).Split(' '), "--output", _folder.Of("out.txt")];
        using var process = NmtProcess.Start(new NmtCall(call) { Input = null });
        process.WaitFor(() => Directory.EnumerateFileSystemEntries(_folder.Path).Any(), "open its output");

        // When
        process.Signal(signal);
        var result = process.Wait();

        // Then
        Assert.Equal((code, ""), (result.ExitCode, result.Output));
        Assert.Empty(Directory.GetFiles(_folder.Path));
    }

    [Theory]
    [InlineData("HUP", 129)]
    [InlineData("INT", 130)]
    [InlineData("TERM", 143)]
    public void Signal_ends_subword_training_that_waits_for_input(string signal, int code)
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        // Given: more text than a pipe holds, so that most of it has been read when the write returns.
        using var process = NmtProcess.Start(new NmtCall("subwords", "train", "--model-prefix", _folder.Of("m")) { Input = null });
        process.Write(string.Concat(Enumerable.Repeat("one two three four five six\n", 10_000)));

        // When
        process.Signal(signal);
        var result = process.Wait();

        // Then
        Assert.Equal((code, ""), (result.ExitCode, result.Output));
        Assert.Empty(Directory.GetFiles(_folder.Path));
    }

    [Theory]
    [InlineData("HUP", 129)]
    [InlineData("TERM", 143)]
    public void Signal_while_heatmaps_are_drawn_leaves_complete_ones_and_no_index(string signal, int code)
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        // Given
        string source = _folder.Write("source.txt", string.Concat(Enumerable.Repeat("one two three four five\n", 20_000)));
        string target = _folder.Write("target.txt", string.Concat(Enumerable.Repeat("fünf vier drei zwei eins\n", 20_000)));
        string plots = _folder.Of("plots");
        using var process = NmtProcess.Start(new NmtCall(
            "plot-attention", "--model", run.Path, "--device", "cpu", "--source", source, "--target", target, "--output", plots));
        process.WaitFor(() => File.Exists(Path.Combine(plots, "sentence-0003.svg")), "draw");

        // When
        process.Signal(signal);
        var result = process.Wait();

        // Then
        Assert.Equal((code, ""), (result.ExitCode, result.Output));
        Assert.All(Directory.GetFiles(plots), file =>
        {
            Assert.Matches(@"^sentence-\d+\.svg$", Path.GetFileName(file));
            Assert.EndsWith("</svg>", File.ReadAllText(file).TrimEnd(), StringComparison.Ordinal);
        });
    }
}
