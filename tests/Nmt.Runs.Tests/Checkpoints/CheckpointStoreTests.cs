using System.Diagnostics;
using Nmt.Runs.Checkpoints;
using Nmt.TestKit;

namespace Nmt.Runs.Tests.Checkpoints;

public sealed class CheckpointStoreTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly string _checkpoints;
    private readonly string _subwords;

    public CheckpointStoreTests()
    {
        _checkpoints = _folder.Of("checkpoints");
        _subwords = _folder.Write("subwords.model", "pieces");
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Best_latest_and_previous_checkpoint_are_kept()
    {
        // When
        Save(1, isBest: true);
        Save(2, isBest: true);
        Save(3);
        Save(4);
        Save(5);

        // Then
        Assert.Equal(["update-00000002", "update-00000004", "update-00000005"], Folders());
        Assert.Equal(2, Store().OpenWholeBest().Update);
        Assert.Equal(5, Store().RestoreWhole().Update);
    }

    [Fact]
    public void Latest_is_used_as_the_best_before_the_first_validation()
    {
        Save(1);
        Save(2);

        Assert.Equal(2, Store().OpenWholeBest().Update);
    }

    [Fact]
    public void Second_checkpoint_of_an_update_does_not_overwrite_one_that_the_index_names()
    {
        // Given
        Save(4);
        Save(5, isBest: true);

        // When
        Save(5);

        // Then
        Assert.Equal(["update-00000004", "update-00000005", "update-00000005-2"], Folders());
        Assert.EndsWith("update-00000005", Store().ReadIndex().Best, StringComparison.Ordinal);
    }

    [Fact]
    public void Second_checkpoint_of_an_update_replaces_the_first()
    {
        // Given: a run interrupted at its last update, which resumes and only validates.
        Save(4);
        Save(5);

        // When
        Save(5, isBest: true);

        // Then
        Assert.Equal(["update-00000004", "update-00000005-2"], Folders());
        Assert.Equal(5, Store().OpenWholeBest().Update);
    }

    // Killed while writing files, between renaming and writing the index, and while deleting old folders.
    [Theory]
    [InlineData("update-00000003.tmp")]
    [InlineData("update-00000003")]
    [InlineData("update-00000001")]
    public void After_a_crash_the_latest_can_be_restored_and_the_next_saved(string leftover)
    {
        // Given
        Save(2);
        _folder.Write(Path.Combine("checkpoints", leftover, "model.safetensors"), "half of a fil");

        // When
        long restored = Store().RestoreWhole().Update;
        Save(3);

        // Then
        Assert.Equal(2, restored);
        Assert.Equal(["update-00000002", "update-00000003"], Folders());
        Assert.Equal(3, Store().RestoreWhole().Update);
    }

    [Fact]
    public void Folder_without_an_index_has_no_checkpoint()
    {
        Directory.CreateDirectory(Path.Combine(_checkpoints, "update-00000001"));

        Assert.False(CheckpointStore.HasAny(_checkpoints));
    }

    [Fact]
    public void Changed_byte_of_the_index_is_detected()
    {
        // Given: a wrong name is detected only because its folder is missing.
        Save(1, isBest: true);
        string path = Path.Combine(_checkpoints, "index.json");
        byte[] whole = File.ReadAllBytes(path);
        for (int position = 0; position < whole.Length; position++)
        {
            if (!char.IsWhiteSpace((char)whole[position]))
            {
                byte[] altered = [.. whole];
                altered[position] ^= 1;
                File.WriteAllBytes(path, altered);
                var log = new LogCollector();

                // When
                var rejected = Record.Exception(() =>
                {
                    Store().OpenWholeBest();
                    new CheckpointStore(_checkpoints, _subwords) { Log = log }.RestoreWhole();
                });

                // Then: a missing latest checkpoint is reported, and the existing one is used.
                string message = (rejected as CheckpointException)?.Message ?? Assert.Single(log.Warnings, text => text.StartsWith("Damaged", StringComparison.Ordinal));
                Assert.Contains(_checkpoints, message, StringComparison.Ordinal);
            }
        }
    }

    [Theory]
    [InlineData("../x")]
    [InlineData("..")]
    [InlineData(".")]
    [InlineData("a/b")]
    [InlineData("/etc")]
    [InlineData("")]
    public void Name_outside_the_folder_is_rejected(string name)
    {
        Save(1);
        string path = _folder.Write("checkpoints/index.json", $$"""{"latest": "{{name}}", "best": null}""");

        var rejected = Assert.Throws<CheckpointException>(() => Store().RestoreWhole());

        Assert.Equal($"{path}: '{name}' is not the name of a checkpoint", rejected.Message);
    }

    [Theory]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("{\"latest\": 5}")]
    [InlineData("{\"latest\": null, \"best\": \"update-00000001\"}")]
    public void Index_without_a_latest_checkpoint_is_rejected(string index)
    {
        Save(1);
        string path = _folder.Write("checkpoints/index.json", index);

        var rejected = Assert.Throws<CheckpointException>(() => Store().RestoreWhole());

        Assert.StartsWith(path + ": ", rejected.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Different_subword_model_is_rejected()
    {
        Save(1);
        File.AppendAllText(_subwords, ".");

        var rejected = Assert.Throws<CheckpointException>(() => Store().OpenWholeBest());

        Assert.EndsWith("state.json: the checkpoint was not trained with the run's subword model", rejected.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Newer_format_is_rejected()
    {
        Save(1);
        string path = Path.Combine(_checkpoints, "update-00000001", "state.json");
        File.WriteAllText(path, File.ReadAllText(path).Replace("\"format\": 3", "\"format\": 4", StringComparison.Ordinal));

        var rejected = Assert.Throws<CheckpointException>(() => Store().OpenWholeBest());

        Assert.Equal($"{path}: checkpoint format 4; this version reads format 3", rejected.Message);
    }

    // As earlier versions wrote it, without SHA256SUMS and with different entries.
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Older_format_is_rejected_in_one_line_and_is_not_damage(int format)
    {
        // Given
        Save(1);
        string folder = Path.Combine(_checkpoints, "update-00000001");
        File.Delete(Path.Combine(folder, "SHA256SUMS"));
        string path = _folder.Write(
            "checkpoints/update-00000001/state.json",
            $$"""{ "format": {{format}}, "state": { "update": 1 }, "subwords_sha256": "0", "files": { "model.safetensors": "0" }, "sha256": "0" }""");

        // When
        var rejected = Assert.Throws<CheckpointException>(() => Store().RestoreWhole());

        // Then
        Assert.Equal($"{path}: checkpoint format {format}; this version reads format 3", rejected.Message);
        Assert.False(rejected.IsDamage);
    }

    [Fact]
    public void Checksums_are_listed_in_the_format_of_sha256sum()
    {
        // Given
        Save(1);
        string folder = Path.Combine(_checkpoints, "update-00000001");

        // Then
        string[] files = ["model.safetensors", "optimizer.safetensors", "state.json"];
        string expected = string.Concat(files.Select(file => $"{FileChecksum.Sha256(Path.Combine(folder, file))}  {file}\n"));
        Assert.Equal(expected, File.ReadAllText(Path.Combine(folder, "SHA256SUMS")));
        if (OperatingSystem.IsLinux())
        {
            using var check = Process.Start(new ProcessStartInfo("sha256sum", ["--check", "--strict", "SHA256SUMS"])
            {
                WorkingDirectory = folder, RedirectStandardOutput = true,
            })!;
            Assert.Equal("model.safetensors: OK\noptimizer.safetensors: OK\nstate.json: OK\n", check.StandardOutput.ReadToEnd());
            check.WaitForExit();
            Assert.Equal(0, check.ExitCode);
        }
    }

    [Fact]
    public void Changed_byte_of_the_checksum_file_is_detected_as_damage()
    {
        // Given
        Save(1);
        string path = Path.Combine(_checkpoints, "update-00000001", "SHA256SUMS");
        byte[] whole = File.ReadAllBytes(path);
        for (int position = 0; position < whole.Length; position++)
        {
            byte[] altered = [.. whole];
            altered[position] ^= 1;
            File.WriteAllBytes(path, altered);

            // When
            var rejected = Assert.Throws<CheckpointException>(() => Store().RestoreWhole());

            // Then
            Assert.True(rejected.IsDamage);
            Assert.StartsWith(Path.GetDirectoryName(path)!, rejected.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Truncated_checksum_file_is_detected_as_damage()
    {
        // Given
        Save(1);
        string path = Path.Combine(_checkpoints, "update-00000001", "SHA256SUMS");
        byte[] whole = File.ReadAllBytes(path);
        for (int length = 0; length < whole.Length; length++)
        {
            File.WriteAllBytes(path, whole[..length]);

            // When, Then
            Assert.True(Assert.Throws<CheckpointException>(() => Store().RestoreWhole()).IsDamage);
        }
    }

    // Files of weights and of the training state; a checksum file from another checkpoint is damage too.
    [Theory]
    [InlineData("model.safetensors")]
    [InlineData("optimizer.safetensors")]
    [InlineData("state.json")]
    [InlineData("SHA256SUMS")]
    public void File_of_another_checkpoint_is_detected_as_damage(string file)
    {
        // Given
        Save(1, isBest: true);
        Save(2);
        File.Copy(Path.Combine(_checkpoints, "update-00000001", file), Path.Combine(_checkpoints, "update-00000002", file), overwrite: true);

        // When
        var rejected = Assert.Throws<CheckpointException>(() => Store().Open("update-00000002").Verify());

        // Then
        Assert.True(rejected.IsDamage);
    }

    [Fact]
    public void File_missing_from_the_checksum_file_is_detected_as_damage()
    {
        // Given
        Save(1);
        string path = Path.Combine(_checkpoints, "update-00000001", "SHA256SUMS");
        File.WriteAllLines(path, File.ReadAllLines(path)[1..]);

        // When
        var rejected = Assert.Throws<CheckpointException>(() => Store().RestoreWhole());

        // Then
        Assert.StartsWith($"{path}: expected the checksums of model.safetensors, optimizer.safetensors, state.json, got those of ", rejected.Message, StringComparison.Ordinal);
        Assert.True(rejected.IsDamage);
    }

    private CheckpointStore Store() => new(_checkpoints, _subwords);

    private void Save(long update, bool isBest = false) => Store().Save(new TrainingState { Update = update }, isBest);

    private IEnumerable<string> Folders() =>
        Directory.GetDirectories(_checkpoints).Select(path => Path.GetFileName(path)!).Order(StringComparer.Ordinal);
}
