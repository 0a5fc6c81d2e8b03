using System.Text.Json;
using Nmt.TestKit;

namespace Nmt.EndToEnd.Tests;

public sealed class BadCorpusTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly TinyCorpus _corpus;

    public BadCorpusTests() => _corpus = new TinyCorpus(_folder, pairs: 100);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Sides_of_different_length_are_rejected_with_both_counts()
    {
        // Given
        File.AppendAllText(_folder.Of("train.en"), "one\ntwo\n");

        // When
        var result = Train();

        // Then
        Refused(
            result,
            $"nmt: {_folder.Of("train.en")}:101: the two sides differ in length: {_folder.Of("train.en")} has 102 lines, "
            + $"{_folder.Of("train.de")} has 100 (2 lines: 101, 102)");
    }

    [Fact]
    public void Validation_sides_of_different_length_are_rejected_with_both_counts()
    {
        // Given
        File.AppendAllText(_folder.Of("valid.de"), "eins\n");

        // When
        var result = Train();

        // Then
        Refused(
            result,
            $"nmt: {_folder.Of("valid.de")}:21: the two sides differ in length: {_folder.Of("valid.en")} has 20 lines, "
            + $"{_folder.Of("valid.de")} has 21");
    }

    [Fact]
    public void Invalid_text_is_rejected_with_file_and_line()
    {
        // Given
        File.WriteAllBytes(_folder.Of("train.de"), [.. File.ReadAllBytes(_folder.Of("train.de")), .. "f"u8, 0xFC, .. "nf\n"u8]);

        // When
        var result = Train();

        // Then
        Refused(result, $"nmt: {_folder.Of("train.de")}:101: invalid UTF-8 (byte 0xFC at byte offset 1 of the line)");
    }

    [Fact]
    public void Empty_corpus_is_rejected_and_named()
    {
        // Given
        _folder.Write("train.en", "");
        _folder.Write("train.de", "");

        // When
        var result = Train();

        // Then
        Refused(result, $"nmt: {_folder.Of("train.de")}: the file is empty: expected one sentence per line");
    }

    [Fact]
    public void Empty_validation_corpus_is_rejected_and_named()
    {
        // Given
        _folder.Write("valid.en", "");
        _folder.Write("valid.de", "");

        // When
        var result = Train();

        // Then
        Refused(result, $"nmt: {_folder.Of("valid.de")}: the file is empty: expected one sentence per line");
    }

    [Fact]
    public void All_errors_are_reported_at_once_with_the_messages_of_the_data_check()
    {
        // Given
        File.AppendAllText(_folder.Of("train.en"), "\0\n\0\n");
        File.WriteAllBytes(_folder.Of("valid.de"), [.. File.ReadAllBytes(_folder.Of("valid.de")), 0xFC, (byte)'\n']);

        // When
        var result = Train();
        var check = NmtProcess.Run("data", "check", "--config", _corpus.Config, "--format", "json");

        // Then
        string[] told = [.. result.ErrorLines.Select(line => line["nmt: ".Length..])];
        using var json = JsonDocument.Parse(check.Output);
        var found = json.RootElement.GetProperty("findings").EnumerateArray().Where(finding => finding.GetProperty("level").GetString() == "error").ToArray();
        Assert.Equal((3, 3), (result.ExitCode, check.ExitCode));
        Assert.Equal(4, told.Length);
        Assert.Equal(found.Length, told.Length);
        Assert.All(found.Zip(told), pair =>
        {
            Assert.StartsWith(pair.First.GetProperty("file").GetString() + ":", pair.Second, StringComparison.Ordinal);
            Assert.Contains(pair.First.GetProperty("message").GetString()!, pair.Second, StringComparison.Ordinal);
        });
        Assert.False(File.Exists(_folder.Of("run/config.yaml")));
    }

    [Fact]
    public void Clean_corpora_are_reported_in_one_line()
    {
        // When
        var result = Train("--set", "training.max_updates=1");

        // Then
        Assert.Equal(0, result.ExitCode);
        Assert.Contains("Data check: no errors in train (100 pairs), validation (20 pairs); run nmt data check for warnings too", result.ErrorLines);
    }

    [Fact]
    public void Corpus_without_a_usable_pair_is_rejected_with_the_reasons()
    {
        // Given: each sentence twice on its line, so that none has only one subword.
        foreach (string name in new[] { "train.en", "train.de" })
        {
            _folder.Write(name, string.Concat(_corpus.Lines(name).Select(line => $"{line} {line}\n")));
        }

        // When
        var result = Train("--set", "data.max_length=1");

        // Then
        Assert.Equal((3, ""), (result.ExitCode, result.Output));
        Assert.Matches(
            @"nmt: no sentence pairs remain in \S+ and \S+: 0 pairs have an empty side, 100 are longer than 1 subwords\n$", result.Error);
    }

    [Fact]
    public void Pair_with_an_empty_side_is_skipped_with_a_warning_that_names_its_line()
    {
        // Given
        File.AppendAllText(_folder.Of("train.en"), "one\n");
        File.AppendAllText(_folder.Of("train.de"), "\n");

        // When
        var result = Train("--set", "training.max_updates=1");

        // Then
        Assert.Equal(0, result.ExitCode);
        Assert.Contains($"nmt: Warning: Pairs with an empty side are skipped, the first in line 101 of {_folder.Of("train.en")}", result.ErrorLines);
    }

    private static void Refused(NmtResult result, string lastLine)
    {
        Assert.Equal((3, ""), (result.ExitCode, result.Output));
        Assert.Equal(lastLine, result.ErrorLines[^1]);
        Assert.DoesNotContain("   at ", result.Error, StringComparison.Ordinal);
    }

    private NmtResult Train(params string[] more) =>
        NmtProcess.Run(["train", "--config", _corpus.Config, "--run-dir", _folder.Of("run"), "--device", "cpu", .. more]);
}
