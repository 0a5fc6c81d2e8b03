using System.Text.Json;
using Nmt.TestKit;

namespace Nmt.EndToEnd.Tests;

/// <summary>Sources of validation and test sets that exceed <c>search.max_source_length</c>.</summary>
public sealed class LongSourcesTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly TinyCorpus _corpus;

    public LongSourcesTests()
    {
        _corpus = new TinyCorpus(_folder, pairs: 50);
        WriteLong("long", "one two three four five six one two three four five six");
    }

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("crop", @"\d+ subwords; only the first 8 were translated \(search\.max_source_length, search\.long_lines\)")]
    [InlineData("split", @"\d+ subwords are more than 8; translated in \d segments \(search\.max_source_length, search\.long_lines\)")]
    public void Training_names_each_long_validation_source_once_and_each_long_test_source(string longLines, string expected)
    {
        // When: three validations.
        var result = Train(
            "--set", "training.max_updates=3", "--set", "search.max_source_length=8", "--set", $"search.long_lines={longLines}",
            "--set", $"data.validation.source=[{_folder.Of("more.en")}, {_folder.Of("long.en")}]",
            "--set", $"data.validation.target=[{_folder.Of("more.de")}, {_folder.Of("long.de")}]",
            "--set", $"data.test.source={_folder.Of("long.en")}", "--set", $"data.test.target={_folder.Of("long.de")}");

        // Then: lines 2 and 4 of two validation files, line 2 of the test set.
        Assert.Equal(0, result.ExitCode);
        Assert.Equal(3, result.ErrorLines.Count(line => line.StartsWith("Validation at update", StringComparison.Ordinal)));
        string[] warnings = [.. result.ErrorLines.Where(line => line.Contains("search.max_source_length,", StringComparison.Ordinal))];
        Assert.Equal(
            [_folder.Of("more.en") + ":4", _folder.Of("long.en") + ":2", _folder.Of("long.en") + ":2"],
            warnings.Select(line => line["nmt: Warning: ".Length..line.IndexOf(": ", "nmt: Warning: ".Length, StringComparison.Ordinal)]));
        Assert.All(warnings, line => Assert.Matches(": " + expected + "$", line));
        Assert.Equal(2, WarningsBefore(result, "Validation at update 1"));
    }

    [Fact]
    public void Default_limit_holds_in_validation()
    {
        // Given
        WriteLong("book", string.Join(' ', Enumerable.Repeat("one two three", 400)));

        // When
        var result = Train(
            "--set", "training.max_updates=1", "--set", "search.max_length=3",
            "--set", $"data.validation.source={_folder.Of("book.en")}", "--set", $"data.validation.target={_folder.Of("book.de")}");

        // Then
        Assert.Contains(
            result.ErrorLines,
            line => line.StartsWith($"nmt: Warning: {_folder.Of("book.en")}:2: ", StringComparison.Ordinal)
                && line.EndsWith(" subwords; only the first 1024 were translated (search.max_source_length, search.long_lines)", StringComparison.Ordinal));
    }

    [Fact]
    public void Validation_without_translations_crops_nothing()
    {
        // When
        var result = Train(
            "--set", "training.max_updates=1", "--set", "search.max_source_length=8", "--set", "training.metric=loss", "--set", "training.validation.metrics=loss",
            "--set", $"data.validation.source={_folder.Of("long.en")}", "--set", $"data.validation.target={_folder.Of("long.de")}");

        // Then
        Assert.Equal(0, result.ExitCode);
        Assert.DoesNotContain("Warning", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Translations_that_reach_the_length_limit_are_counted_in_validation_and_test()
    {
        // When: an untrained model rarely ends a sentence by itself.
        var result = Train(
            [.. _corpus.WithTest, "--set", "training.max_updates=1", "--set", "search.max_length=2", "--set", "search.min_length=1"]);

        // Then
        Assert.Equal(0, result.ExitCode);
        Assert.Contains(result.ErrorLines, line => Counts(line, "valid.en", prefix: ""));
        Assert.Contains(result.ErrorLines, line => Counts(line, "test.en", prefix: "nmt: Warning: "));
    }

    [Fact]
    public void The_first_training_pair_over_the_limit_is_named()
    {
        // When
        var result = Train(
            "--set", "training.max_updates=1", "--set", "data.max_length=8",
            "--set", $"data.train.source=[{_corpus.WithTest[1].Split('=')[1]}, {_folder.Of("long.en")}]", "--set", $"data.train.target=[{_folder.Of("test.de")}, {_folder.Of("long.de")}]");

        // Then
        Assert.Matches(@"(?m)^Training corpus: .* longer than 8, the first in line \d+ of \S+\.en$", result.Error);
    }

    [Theory]
    [InlineData("crop", "only its beginning is translated")]
    [InlineData("split", "translated in segments")]
    public void Data_check_finds_long_sources_with_the_model_of_a_run_and_by_their_words_without_a_model(string longLines, string handling)
    {
        // Given: a line of 12 words, at least 12 subwords.
        Train("--set", "training.max_updates=1");
        string[] check =
        [
            "data", "check", "--config", _corpus.Config, "--set", $"search.long_lines={longLines}", "--format", "json",
            "--set", $"data.test.source={_folder.Of("long.en")}", "--set", $"data.test.target={_folder.Of("long.de")}",
        ];

        // When
        var withModel = NmtProcess.Run([.. check, "--set", "search.max_source_length=12", "--model", _folder.Of("run")]);
        var withoutModel = NmtProcess.Run([.. check, "--set", "search.max_source_length=11"]);
        var atLimit = NmtProcess.Run([.. check, "--set", "search.max_source_length=12"]);

        // Then
        Assert.Equal(
            $"warning test {_folder.Of("long.en")} 1 2 source of more than 12 subwords: {handling} for the score (search.max_source_length, search.long_lines)",
            LongSources(withModel));
        Assert.Equal(
            $"warning test {_folder.Of("long.en")} 1 2 source of more than 11 words, and so at least as many subwords: {handling} for the score (search.max_source_length, search.long_lines)",
            LongSources(withoutModel));
        Assert.Equal("", LongSources(atLimit));
    }

    private static string LongSources(NmtResult result)
    {
        using var json = JsonDocument.Parse(result.Output);
        return string.Join('\n', json.RootElement.GetProperty("findings").EnumerateArray()
            .Where(finding => finding.GetProperty("code").GetString() == "long-source" && finding.GetProperty("corpus").GetString() == "test")
            .Select(finding => string.Join(
                ' ', finding.GetProperty("level"), finding.GetProperty("corpus"), finding.GetProperty("file"), finding.GetProperty("count"),
                finding.GetProperty("lines")[0], finding.GetProperty("message"))));
    }

    private static int WarningsBefore(NmtResult result, string text) => result.ErrorLines
        .TakeWhile(line => !line.StartsWith(text, StringComparison.Ordinal))
        .Count(line => line.Contains("search.max_source_length,", StringComparison.Ordinal));

    private bool Counts(string line, string file, string prefix) => line.StartsWith(prefix, StringComparison.Ordinal)
        && line[prefix.Length..].Split(' ', 2) is [var count, var text] && int.TryParse(count, out _)
        && text.StartsWith($"translations stopped at the length limit, the first for {_folder.Of(file)}:", StringComparison.Ordinal)
        && text.EndsWith(" (search.max_length, search.max_length_ratio, search.max_length_offset)", StringComparison.Ordinal);

    /// <summary>Writes a corpus with a short line before the long one, and one with three short lines before it.</summary>
    private void WriteLong(string name, string source)
    {
        _folder.Write(name + ".en", $"one\n{source}\n");
        _folder.Write(name + ".de", "eins\nzwei\n");
        _folder.Write("more.en", $"one\ntwo\nsix\n{source}\n");
        _folder.Write("more.de", "eins\nzwei\nsechs\nzwei\n");
    }

    private NmtResult Train(params string[] more) => NmtProcess.Run(
        ["train", "--config", _corpus.Config, "--run-dir", _folder.Of("run"), "--device", "cpu", "--set", "training.validate_every=1", .. more]);
}
