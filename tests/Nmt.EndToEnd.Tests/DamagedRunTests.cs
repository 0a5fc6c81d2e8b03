using Nmt.TestKit;

namespace Nmt.EndToEnd.Tests;

/// <summary>A run's folder with a part that is missing, altered, or from another run.</summary>
[Collection(TrainedRunCollection.Name)]
public sealed class DamagedRunTests(TrainedRun run) : IDisposable
{
    private const int BadData = 3;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("config.yaml")]
    [InlineData("subwords.model")]
    [InlineData("checkpoints")]
    [InlineData("checkpoints/index.json")]
    [InlineData("BEST/SHA256SUMS")]
    [InlineData("BEST/state.json")]
    [InlineData("BEST/model.safetensors")]
    public void Missing_part_is_named(string part)
    {
        // Given
        string path = PathOf(part);
        if (Directory.Exists(path))
        {
            Directory.Delete(path, recursive: true);
        }
        else
        {
            File.Delete(path);
        }

        // When
        var result = Translate();

        // Then
        Refused(result, BadData, $"{path}: missing");
    }

    [Theory]
    [InlineData("subwords.model")]
    [InlineData("checkpoints/index.json")]
    [InlineData("BEST/SHA256SUMS")]
    [InlineData("BEST/state.json")]
    [InlineData("BEST/model.safetensors")]
    public void Truncated_file_is_named(string part)
    {
        // Given
        string path = PathOf(part);
        using (var file = File.OpenWrite(path))
        {
            file.SetLength(file.Length / 2);
        }

        // When
        var result = Translate();

        // Then
        Refused(result, BadData, part == "subwords.model" ? "subwords.model" : path);
    }

    [Theory]
    [InlineData("BEST/model.safetensors", "the checksum differs from the one in SHA256SUMS")]
    [InlineData("subwords.model", "the checkpoint was not trained with the run's subword model")]
    public void Altered_byte_is_detected(string part, string expected)
    {
        // Given: the last byte belongs to a weight, or to the score of the last piece.
        string path = PathOf(part);
        byte[] bytes = File.ReadAllBytes(path);
        bytes[^1] ^= 1;
        File.WriteAllBytes(path, bytes);

        // When
        var result = Translate();

        // Then
        Refused(result, BadData, expected);
    }

    [Theory]
    [InlineData("config.yaml", "hidden_size: 32", "hidden_size: 48", BadData, "belongs to another model configuration")]
    [InlineData("config.yaml", "beam_size: 5", "beam_size: 0", 2, "search.beam_size: must be between 1 and 1000; got 0")]
    [InlineData("checkpoints/index.json", "update-", "../update-", BadData, "is not the name of a checkpoint")]
    [InlineData("checkpoints/index.json", "update-", "elsewhere-", BadData, "missing")]
    [InlineData("BEST/state.json", "\"format\": 3", "\"format\": 99", BadData, "checkpoint format 99; this version reads format 3")]
    [InlineData("BEST/state.json", "\"format\": 3", "\"format\": 2", BadData, "checkpoint format 2; this version reads format 3")]
    [InlineData("BEST/state.json", "\"best_update\": ", "\"best_update\": 1", BadData, "state.json")]
    public void Altered_text_is_detected(string part, string old, string altered, int code, string expected)
    {
        // Given
        string path = PathOf(part);
        string text = File.ReadAllText(path);
        Assert.Contains(old, text, StringComparison.Ordinal);
        File.WriteAllText(path, text.Replace(old, altered, StringComparison.Ordinal));

        // When
        var result = Translate();

        // Then
        Refused(result, code, expected);
    }

    [Fact]
    public void Folder_that_is_not_a_run_is_rejected()
    {
        // When
        var result = NmtProcess.Run("translate", "--model", _folder.Path, "--device", "cpu");

        // Then
        Refused(result, BadData, $"{_folder.Of("config.yaml")}: missing; '{_folder.Path}' is not a complete run folder");
    }

    private static void Refused(NmtResult result, int code, string expected)
    {
        Assert.Equal((code, ""), (result.ExitCode, result.Output));
        Assert.StartsWith("nmt: ", result.Error, StringComparison.Ordinal);
        Assert.Contains(expected, result.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", result.Error, StringComparison.Ordinal);
    }

    /// <summary>Path of a part of a copy of the run.</summary>
    private string PathOf(string part)
    {
        string copy = run.CopyTo(_folder);
        string best = Path.GetRelativePath(copy, RunFiles.BestCheckpoint(copy));
        return Path.Combine(copy, part.Replace("BEST", best, StringComparison.Ordinal));
    }

    private NmtResult Translate() =>
        NmtProcess.Run(new NmtCall("translate", "--model", _folder.Of("copy"), "--device", "cpu").WithInput("one\n"));
}
