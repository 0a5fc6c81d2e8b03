using System.Text.Json;
using Nmt.TestKit;

namespace Nmt.EndToEnd.Tests;

[Collection(TrainedRunCollection.Name)]
public sealed class AverageAndInspectTests(TrainedRun run) : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Average_of_one_checkpoint_translates_like_the_checkpoint()
    {
        // Given
        string best = Path.GetFileName(RunFiles.BestCheckpoint(run.Path));

        // When
        var result = NmtProcess.Run("average", "--model", run.Path, "--output", _folder.Of("average"), best);

        // Then
        Assert.Equal((0, ""), (result.ExitCode, result.Output));
        string input = string.Join('\n', run.Corpus.Lines("test.en")) + "\n";
        var averaged = NmtProcess.Run(new NmtCall("translate", "--model", _folder.Of("average"), "--device", "cpu").WithInput(input));
        Assert.Equal(run.Translate(input).Output, averaged.Output);
    }

    [Theory]
    [InlineData(2, "select checkpoints in exactly one way")]
    [InlineData(2, "select checkpoints in exactly one way", "--last", "1", "--best", "1")]
    [InlineData(3, "but 99 were requested; training.keep_last sets how many are kept", "--last", "99")]
    [InlineData(3, "neither a checkpoint of", "update-99999999")]
    public void Impossible_selection_is_explained(int code, string expected, params string[] choice)
    {
        // When
        var result = NmtProcess.Run(["average", "--model", run.Path, "--output", _folder.Of("average"), .. choice]);

        // Then
        Assert.Equal((code, ""), (result.ExitCode, result.Output));
        Assert.Contains(expected, result.Error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(_folder.Of("average")));
    }

    [Fact]
    public void Averaged_run_cannot_be_resumed()
    {
        // Given
        NmtProcess.Run("average", "--model", run.Path, "--output", _folder.Of("average"), "--last", "2");

        // When
        var result = NmtProcess.Run(run.TrainInto(_folder.Of("average")));

        // Then
        Assert.Equal(3, result.ExitCode);
        Assert.EndsWith("it can translate, but training cannot resume from it", result.ErrorLines[^1], StringComparison.Ordinal);
    }

    [Fact]
    public void Inspection_counts_the_parameters_in_the_weights_file()
    {
        // When
        var result = NmtProcess.Run("inspect", run.Path, "--format", "json");

        // Then: four bytes per parameter, plus a header of some kilobytes.
        Assert.Equal((0, ""), (result.ExitCode, result.Error));
        using var json = JsonDocument.Parse(result.Output);
        long size = new FileInfo(Path.Combine(RunFiles.BestCheckpoint(run.Path), "model.safetensors")).Length;
        Assert.InRange(size - (4 * json.RootElement.GetProperty("parameters").GetInt64()), 1, 8000);
        Assert.Equal(40, json.RootElement.GetProperty("vocabulary").GetInt32());
        Assert.Equal(4, json.RootElement.GetProperty("validations").GetArrayLength());
        Assert.Equal(400, json.RootElement.GetProperty("state").GetProperty("update").GetInt64());
    }

    [Theory]
    [InlineData("subwords.model")]
    [InlineData("checkpoints/index.json")]
    [InlineData("LATEST/SHA256SUMS")]
    [InlineData("LATEST/optimizer.safetensors")]
    [InlineData("LATEST/model.safetensors")]
    [InlineData("LATEST/state.json")]
    public void Inspection_names_a_damaged_file(string part)
    {
        // Given
        string copy = run.CopyTo(_folder);
        string path = Path.Combine(copy, part.Replace("LATEST", Path.GetRelativePath(copy, RunFiles.LatestCheckpoint(copy)), StringComparison.Ordinal));
        using (var file = File.OpenWrite(path))
        {
            file.SetLength(file.Length / 2);
        }

        // When
        var result = NmtProcess.Run("inspect", copy);

        // Then
        Assert.Equal(3, result.ExitCode);
        Assert.Contains("fault: ", result.Output, StringComparison.Ordinal);
        Assert.Contains(Path.GetFileName(part), result.Error, StringComparison.Ordinal);
    }
}
