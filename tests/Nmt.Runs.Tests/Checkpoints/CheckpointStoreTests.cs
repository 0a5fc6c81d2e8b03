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
    public void Best_latest_and_the_one_before_are_kept()
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
    public void Latest_stands_in_for_the_best_before_the_first_validation()
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
    public void Second_checkpoint_of_an_update_takes_the_place_of_the_first()
    {
        // Given: an interrupted run at its last update, which is gone on with and only validates.
        Save(4);
        Save(5);

        // When
        Save(5, isBest: true);

        // Then
        Assert.Equal(["update-00000004", "update-00000005-2"], Folders());
        Assert.Equal(5, Store().OpenWholeBest().Update);
    }

    // A kill while files are written, after the rename but before the index, and while old folders are deleted.
    [Theory]
    [InlineData("update-00000003.tmp")]
    [InlineData("update-00000003")]
    [InlineData("update-00000001")]
    public void Whatever_a_crash_leaves_the_latest_can_be_restored_and_the_next_saved(string leftover)
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
    public void Altered_byte_of_the_index_is_noticed()
    {
        // Given: a name that leads nowhere is only seen at the folder that is not there.
        Save(1, isBest: true);
        string path = Path.Combine(_checkpoints, "index.json");
        byte[] whole = File.ReadAllBytes(path);
        for (int place = 0; place < whole.Length; place++)
        {
            if (!char.IsWhiteSpace((char)whole[place]))
            {
                byte[] altered = [.. whole];
                altered[place] ^= 1;
                File.WriteAllBytes(path, altered);
                var log = new LogCollector();

                // When
                var refused = Record.Exception(() =>
                {
                    Store().OpenWholeBest();
                    new CheckpointStore(_checkpoints, _subwords) { Log = log }.RestoreWhole();
                });

                // Then: a latest that is not there is said, and the one that is there taken.
                string said = (refused as CheckpointException)?.Message ?? Assert.Single(log.Warnings, text => text.StartsWith("Damaged", StringComparison.Ordinal));
                Assert.Contains(_checkpoints, said, StringComparison.Ordinal);
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
    public void Name_that_leads_out_of_the_folder_is_refused(string name)
    {
        Save(1);
        string path = _folder.Write("checkpoints/index.json", $$"""{"latest": "{{name}}", "best": null}""");

        var refused = Assert.Throws<CheckpointException>(() => Store().RestoreWhole());

        Assert.Equal($"{path}: '{name}' is not the name of a checkpoint", refused.Message);
    }

    [Theory]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("{\"latest\": 5}")]
    [InlineData("{\"latest\": null, \"best\": \"update-00000001\"}")]
    public void Index_that_names_no_checkpoint_is_refused(string index)
    {
        Save(1);
        string path = _folder.Write("checkpoints/index.json", index);

        var refused = Assert.Throws<CheckpointException>(() => Store().RestoreWhole());

        Assert.StartsWith(path + ": ", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Other_subword_model_is_refused()
    {
        Save(1);
        File.AppendAllText(_subwords, ".");

        var refused = Assert.Throws<CheckpointException>(() => Store().OpenWholeBest());

        Assert.EndsWith("state.json: the checkpoint belongs to another subword model than the run's", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Newer_format_is_refused()
    {
        Save(1);
        string path = Path.Combine(_checkpoints, "update-00000001", "state.json");
        File.WriteAllText(path, File.ReadAllText(path).Replace("\"format\": 3", "\"format\": 4", StringComparison.Ordinal));

        var refused = Assert.Throws<CheckpointException>(() => Store().OpenWholeBest());

        Assert.Equal($"{path}: checkpoint format 4; this version reads format 3", refused.Message);
    }

    // As versions before wrote it, without SHA256SUMS and with other entries.
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Older_format_is_refused_in_one_line_and_is_no_damage(int format)
    {
        // Given
        Save(1);
        string folder = Path.Combine(_checkpoints, "update-00000001");
        File.Delete(Path.Combine(folder, "SHA256SUMS"));
        string path = _folder.Write(
            "checkpoints/update-00000001/state.json",
            $$"""{ "format": {{format}}, "state": { "update": 1 }, "subwords_sha256": "0", "files": { "model.safetensors": "0" }, "sha256": "0" }""");

        // When
        var refused = Assert.Throws<CheckpointException>(() => Store().RestoreWhole());

        // Then
        Assert.Equal($"{path}: checkpoint format {format}; this version reads format 3", refused.Message);
        Assert.False(refused.IsDamage);
    }

    [Fact]
    public void Checksums_are_listed_as_sha256sum_lists_them()
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
    public void Altered_byte_of_the_list_of_checksums_is_noticed_as_damage()
    {
        // Given
        Save(1);
        string path = Path.Combine(_checkpoints, "update-00000001", "SHA256SUMS");
        byte[] whole = File.ReadAllBytes(path);
        for (int place = 0; place < whole.Length; place++)
        {
            byte[] altered = [.. whole];
            altered[place] ^= 1;
            File.WriteAllBytes(path, altered);

            // When
            var refused = Assert.Throws<CheckpointException>(() => Store().RestoreWhole());

            // Then
            Assert.True(refused.IsDamage);
            Assert.StartsWith(Path.GetDirectoryName(path)!, refused.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void List_of_checksums_that_was_cut_off_anywhere_is_noticed_as_damage()
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

    // Of weights and of where training stood; a list of checksums that leaves one out must not do either.
    [Theory]
    [InlineData("model.safetensors")]
    [InlineData("optimizer.safetensors")]
    [InlineData("state.json")]
    [InlineData("SHA256SUMS")]
    public void File_of_another_checkpoint_is_noticed_as_damage(string file)
    {
        // Given
        Save(1, isBest: true);
        Save(2);
        File.Copy(Path.Combine(_checkpoints, "update-00000001", file), Path.Combine(_checkpoints, "update-00000002", file), overwrite: true);

        // When
        var refused = Assert.Throws<CheckpointException>(() => Store().Open("update-00000002").Verify());

        // Then
        Assert.True(refused.IsDamage);
    }

    [Fact]
    public void File_that_the_list_of_checksums_leaves_out_is_noticed_as_damage()
    {
        // Given
        Save(1);
        string path = Path.Combine(_checkpoints, "update-00000001", "SHA256SUMS");
        File.WriteAllLines(path, File.ReadAllLines(path)[1..]);

        // When
        var refused = Assert.Throws<CheckpointException>(() => Store().RestoreWhole());

        // Then
        Assert.StartsWith($"{path}: expected the checksums of model.safetensors, optimizer.safetensors, state.json, got those of ", refused.Message, StringComparison.Ordinal);
        Assert.True(refused.IsDamage);
    }

    private CheckpointStore Store() => new(_checkpoints, _subwords);

    private void Save(long update, bool isBest = false) => Store().Save(new TrainingState { Update = update }, isBest);

    private IEnumerable<string> Folders() =>
        Directory.GetDirectories(_checkpoints).Select(path => Path.GetFileName(path)!).Order(StringComparer.Ordinal);
}
