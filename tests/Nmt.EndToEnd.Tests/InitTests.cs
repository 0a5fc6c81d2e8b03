using Nmt.TestKit;

namespace Nmt.EndToEnd.Tests;

/// <summary><c>nmt init</c>: a config for one's own files.</summary>
public sealed class InitTests : IDisposable
{
    private const string Quickstart = "data/quickstart";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Config_for_the_files_of_the_quickstart_passes_a_dry_run_and_trains()
    {
        // Given: its first lines, in files with names that YAML has to quote, in another folder than the config.
        Copy("train", 1500, "my data/train: #1.en", "my data/train: #1.fr");
        Copy("valid", 40, "my data/valid.en", "my data/valid.fr");
        Directory.CreateDirectory(_folder.Of("project"));

        // When
        var written = Init(
            "--source", "my data/train: #1.en", "--target", "my data/train: #1.fr", "--validation-source", "my data/valid.en",
            "--validation-target", "my data/valid.fr", "--output", "project/mine.yaml");
        string config = File.ReadAllText(_folder.Of("project/mine.yaml"));
        var dryRun = Nmt("train", "--config", "project/mine.yaml", "--device", "cpu", "--dry-run");
        bool hasRun = Directory.Exists(_folder.Of("runs"));
        var trained = Nmt("train", "--config", "project/mine.yaml", "--device", "cpu", "--set", "training.max_updates=20", "--set", "training.threads=1");

        // Then
        Assert.Equal((0, ""), (written.ExitCode, written.Output));
        Assert.Contains("train: 1,500 pairs in my data/train: #1.en, my data/train: #1.fr", written.ErrorLines);
        Assert.Equal("Train with: nmt train --config project/mine.yaml", written.ErrorLines[^1]);
        Assert.Contains("source: \"../my data/train: #1.en\"", config, StringComparison.Ordinal);
        Assert.Contains("# Written by nmt init for 1,500 training pairs.", config, StringComparison.Ordinal);
        Assert.Equal(0, dryRun.ExitCode);
        Assert.Contains(dryRun.OutputLines, line => line.StartsWith("data         1,500 training pairs, ", StringComparison.Ordinal));
        Assert.Contains(dryRun.OutputLines, line => line.StartsWith("time         about 0:", StringComparison.Ordinal));
        Assert.False(hasRun);
        Assert.Equal(0, trained.ExitCode);
        Assert.Matches(@"(?m)^Validation at update 20 ", trained.Error);
    }

    [Fact]
    public void Held_out_pairs_are_written_beside_the_config_which_names_them()
    {
        // Given: two files on each side.
        Copy("train", 600, "a.en", "a.fr");
        Copy("valid", 300, "b.en", "b.fr");
        string[] call = ["--source", "a.en", "b.en", "--target", "a.fr", "b.fr", "--hold-out", "50"];

        // When
        var written = Init(call);
        string[][] parts = [.. new[] { "train", "validation", "test" }.Select(part => File.ReadAllLines(_folder.Of($"nmt.{part}.en")))];
        byte[] first = File.ReadAllBytes(_folder.Of("nmt.validation.fr"));
        var refused = Init(call);
        var replaced = Init([.. call, "--force"]);
        var check = Nmt("data", "check", "--config", "nmt.yaml", "--format", "json");

        // Then
        Assert.Equal((0, ""), (written.ExitCode, written.Output));
        Assert.Equal((50, 50), (parts[1].Length, parts[2].Length));
        Assert.InRange(parts[0].Length, 500, 800);
        Assert.Contains(written.ErrorLines, line => line.StartsWith("Held out: 50 pairs for validation, 50 for testing; ", StringComparison.Ordinal));
        Assert.Equal(2, refused.ExitCode);
        Assert.Contains(refused.ErrorLines, line => line == "nmt: --output: nmt.yaml exists already; choose another file, or replace it with --force");
        Assert.Equal(0, replaced.ExitCode);
        Assert.Equal(first, File.ReadAllBytes(_folder.Of("nmt.validation.fr")));
        Assert.Equal(0, check.ExitCode);
        Assert.DoesNotContain("-in-validation", check.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("-in-test", check.Output, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(_folder.Path, "*.tmp"));
    }

    [Theory]
    [InlineData("--source a.en --target a.fr", 2, "a validation corpus is required")]
    [InlineData("--validation-source a.en --validation-target a.fr", 2, "--source and --target are required")]
    [InlineData("--source a.en --target no.fr --hold-out 5", 2, "file not found: no.fr")]
    [InlineData("--source a.en --target folder --hold-out 5", 2, "expected a file, but this is a folder: folder")]
    [InlineData("--source a.en --target ./a.en --hold-out 5", 2, "a.en is named twice")]
    [InlineData("--source a.en --target a.fr --validation-source a.en --validation-target b.fr", 2, "a.en is named twice")]
    [InlineData("--source a.en --target a.fr --hold-out 0", 2, "--hold-out: expected a whole number of at least 1")]
    [InlineData("--source a.en --target a.fr --validation-source b.en --validation-target b.fr --seed 2", 2, "--seed: chooses the pairs of --hold-out")]
    [InlineData("--source a.en --target a.fr --hold-out 5 --output no/x.yaml", 2, "folder not found")]
    [InlineData("--source a.en --target a.fr --hold-out 5 --output a.fr --force", 2, "--output: a.fr is also an input")]
    [InlineData("--source a.en --target short.fr --hold-out 5", 3, "a.en has 100 lines, short.fr has 2")]
    [InlineData("--source empty --target a.fr --hold-out 5", 3, "empty")]
    [InlineData("--source latin1.en --target short.fr --validation-source a.en --validation-target a.fr", 3, "latin1.en:2: invalid UTF-8")]
    [InlineData("--source a.en --target a.fr --hold-out 40", 3, "--hold-out: 80 of 100 pairs would leave too few to train on")]
    public void Unusable_files_are_named_and_nothing_is_written(string call, int code, string message)
    {
        // Given
        Copy("train", 100, "a.en", "a.fr");
        Copy("valid", 20, "b.en", "b.fr");
        _folder.Write("short.fr", "un\ndeux\n");
        _folder.Write("empty", "");
        File.WriteAllBytes(_folder.Of("latin1.en"), [.. "one\ncaf"u8, 0xE9, (byte)'\n']);
        Directory.CreateDirectory(_folder.Of("folder"));
        string[] before = Directory.GetFileSystemEntries(_folder.Path);

        // When
        var result = Init(call.Split(' '));

        // Then
        Assert.Equal((code, ""), (result.ExitCode, result.Output));
        Assert.Contains(message, result.Error, StringComparison.Ordinal);
        Assert.Equal(before.Order(StringComparer.Ordinal), Directory.GetFileSystemEntries(_folder.Path).Order(StringComparer.Ordinal));
    }

    private void Copy(string part, int lines, string source, string target)
    {
        foreach (var (language, name) in new[] { ("en", source), ("fr", target) })
        {
            string from = Path.Combine(RepositoryRoot.Path, Quickstart, $"{part}.{language}");
            _folder.Write(name, string.Concat(File.ReadLines(from).Take(lines).Select(line => line + "\n")));
        }
    }

    private NmtResult Init(params string[] arguments) => Nmt(["init", .. arguments]);

    private NmtResult Nmt(params string[] arguments) => NmtProcess.Run(new NmtCall(arguments) { Folder = _folder.Path });
}
