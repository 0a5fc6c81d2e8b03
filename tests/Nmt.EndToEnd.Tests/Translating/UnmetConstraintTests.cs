using System.Text.Json.Nodes;
using Nmt.TestKit;

namespace Nmt.EndToEnd.Tests.Translating;

/// <summary>Constraints that contradict the settings or the source, and what happens to them in streams and JSON lines.</summary>
[Collection(TrainedRunCollection.Name)]
public sealed class UnmetConstraintTests(TrainedRun run) : IDisposable
{
    private const string NoPiece = "'北' cannot be generated: the subword model has no piece for '北'";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Line_of_a_stream_is_translated_without_its_constraints_and_flagged()
    {
        // Given
        string phrases = _folder.Write("phrases.txt", "北\nsechs\n\n");
        string prefix = _folder.Write("prefix.txt", "fünf\n\n\n");
        string ban = _folder.Write("ban.txt", "vier\n");
        string[] options = ["--constraints", phrases, "--prefix", prefix, "--ban", ban, "--beam", "4"];

        // When
        var json = run.Translate("three four\nthree\ntwo\n", [.. options, "--format", "jsonl"]);
        var text = run.Translate("three four\nthree\ntwo\n", options);
        var plain = run.Translate("three four\n", "--beam", "4", "--ban", ban);

        // Then: the ban, which applies to all lines, is kept.
        string reason = $"{phrases}:1: {NoPiece}";
        var answers = json.OutputLines.Select(line => JsonNode.Parse(line)!).ToList();
        Assert.Equal((0, 0), (json.ExitCode, text.ExitCode));
        Assert.Equal(plain.OutputLines[0], text.OutputLines[0]);
        Assert.Equal(text.OutputLines, answers.Select(answer => (string)answer["hypothesis"]!));
        Assert.Equal([reason, null, null], answers.Select(answer => (string?)answer["constraints_dropped"]));
        Assert.Equal(["""["constraints_dropped"]""", "[]", "[]"], answers.Select(answer => answer["flags"]!.ToJsonString()));
        Assert.Contains("sechs", text.OutputLines[1], StringComparison.Ordinal);
        Assert.Equal([$"nmt: Warning: {reason}; translating the line without its constraints"], text.ErrorLines);
    }

    [Fact]
    public void Line_of_a_json_file_is_translated_without_its_constraints_unless_strict()
    {
        // Given
        string phrases = _folder.Write("phrases.txt", "eins\n北\n");
        string input = _folder.Write("in.jsonl", "{\"source\": \"one\"}\n{\"source\": \"two\"}\n");
        string[] options = [input, "--input-format", "jsonl", "--format", "jsonl", "--constraints", phrases];

        // When
        var lenient = run.Translate("", options);
        var strict = run.Translate("", [.. options, "--strict"]);

        // Then
        Assert.Equal((0, 2), (lenient.ExitCode, lenient.OutputLines.Count));
        Assert.Equal($"{phrases}:2: {NoPiece}", (string?)JsonNode.Parse(lenient.OutputLines[1])!["constraints_dropped"]);
        Assert.Equal((3, "", $"nmt: {phrases}:2: {NoPiece}"), (strict.ExitCode, strict.Output, strict.ErrorLines[^1]));
    }

    [Fact]
    public void Strict_stream_ends_after_the_lines_before()
    {
        // Given
        string phrases = _folder.Write("phrases.txt", "\n北\n\n");

        // When
        using var process = NmtProcess.Start(new NmtCall(
            "translate", "--model", run.Path, "--device", "cpu", "--constraints", phrases, "--strict") { Input = null });
        process.Write("one\n");
        process.WaitFor(() => process.OutputSoFar.Length > 0, "translate the first line");
        process.Write("two\nthree\n");
        process.CloseInput();
        var result = process.Wait();

        // Then
        Assert.Equal((3, 1), (result.ExitCode, result.OutputLines.Count));
        Assert.Equal($"nmt: {phrases}:2: {NoPiece}", result.ErrorLines[^1]);
    }

    [Theory]
    [InlineData("--sample")]
    [InlineData("--set", "search.method=sampling")]
    [InlineData("--beam", "4", "--set", "search.diverse_groups=2")]
    public void Search_that_cannot_guarantee_phrases_is_a_usage_error_before_anything_is_loaded(params string[] options)
    {
        // Given: a run whose subword model is damaged, which loading would report.
        string copy = run.CopyTo(_folder);
        File.WriteAllText(Path.Combine(copy, "subwords.model"), "damaged");

        // When
        var result = NmtProcess.Run([
            "translate", "--model", copy, "--device", "cpu", _folder.Write("in.en", "one\n"), "--constraints", _folder.Write("phrases.txt", "\n"), .. options]);

        // Then
        Assert.Equal((2, "", 2), (result.ExitCode, result.Output, result.ErrorLines.Count));
        Assert.Matches("^nmt: --constraints: (sampling|diverse beam search) cannot guarantee required phrases; ", result.ErrorLines[0]);
    }

    [Fact]
    public void Search_of_the_run_itself_is_checked_too()
    {
        // Given
        string copy = run.CopyTo(_folder);
        string config = Path.Combine(copy, "config.yaml");
        File.WriteAllText(config, File.ReadAllText(config).Replace("method: beam", "method: sampling", StringComparison.Ordinal));

        // When
        var result = NmtProcess.Run(
            "translate", "--model", copy, _folder.Write("in.en", "one\n"), "--constraints", _folder.Write("phrases.txt", "eins\n"));

        // Then
        Assert.Equal(2, result.ExitCode);
        Assert.StartsWith("nmt: --constraints: sampling cannot", result.ErrorLines[0], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--min-length", "40", "40")]
    [InlineData("--set", "search.min_length_ratio=30", "\\d+")]
    public void Minimum_length_that_the_source_does_not_allow_is_told(string option, string value, string minimum)
    {
        // When
        string input = _folder.Write("in.en", "\none\n");
        var file = run.Translate("", input, option, value);
        var stream = run.Translate("one\n", option, value, "--format", "jsonl");
        var plain = run.Translate("one\n");

        // Then
        string expected = $"1: a translation of at least {minimum} subwords cannot be generated: its source allows at most \\d+ \\(search.min_length, ";
        Assert.Equal((3, ""), (file.ExitCode, file.Output));
        Assert.Matches($"^nmt: {input}:" + expected.Replace("1: a", "2: a", StringComparison.Ordinal), file.ErrorLines[^1]);
        var answer = JsonNode.Parse(stream.OutputLines[0])!;
        Assert.Equal(plain.OutputLines[0], (string?)answer["hypothesis"]);
        Assert.Matches("^standard input:" + expected, (string?)answer["constraints_dropped"]);
    }

    [Fact]
    public void Minimum_length_of_every_segment_of_a_split_line_is_checked()
    {
        // When: segments of at most four subwords allow 2 * 5 + 10 with the end of sentence.
        string[] split = ["--long-lines", "split", "--set", "search.max_source_length=4"];
        string input = _folder.Write("in.en", "one two three four five six\n");
        var possible = run.Translate("", [input, "--min-length", "12", .. split]);
        var impossible = run.Translate("", [input, "--min-length", "20", .. split]);

        // Then
        Assert.Equal((0, 3), (possible.ExitCode, impossible.ExitCode));
        Assert.Contains($"{input}:1: a translation of at least 20 subwords cannot", impossible.ErrorLines[^1], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--constraints")]
    [InlineData("--prefix")]
    public void Constraint_of_a_split_line_is_checked_and_met_by_its_first_segment(string option)
    {
        // Given
        string[] split = ["--long-lines", "split", "--set", "search.max_source_length=4", "--beam", "4"];
        string input = _folder.Write("in.en", "one two three four five six\n");

        // When
        var possible = run.Translate("", [input, option, _folder.Write("a.txt", "sechs sechs\n"), .. split]);
        var impossible = run.Translate("", [input, option, _folder.Write("b.txt", "北\n"), .. split]);

        // Then
        Assert.Equal((0, 3), (possible.ExitCode, impossible.ExitCode));
        Assert.Contains("sechs sechs", possible.Output, StringComparison.Ordinal);
        Assert.Equal($"nmt: {_folder.Of("b.txt")}:1: {NoPiece}", impossible.ErrorLines[^1]);
    }

    [Theory]
    [InlineData("--constraints", "eins zwei drei\tvier fünf\n", "'eins zwei drei', 'vier fünf'")]
    [InlineData("--prefix", "eins zwei drei\n", "'eins zwei drei'")]
    public void Phrases_that_exceed_the_maximum_length_are_told(string option, string file, string phrases)
    {
        // When
        string path = _folder.Write("phrases.txt", file);
        var result = run.Translate("", _folder.Write("in.en", "one\n"), option, path, "--max-length", "3");

        // Then
        Assert.Equal((3, ""), (result.ExitCode, result.Output));
        Assert.Matches(
            $"^nmt: {path}:1: {phrases} cannot be generated: with the end of sentence \\d+ subwords are needed, but search.max_length is 3$", result.ErrorLines[^1]);
    }

    [Theory]
    [InlineData("--constraints", "eins\teins\n", "'eins'")]
    [InlineData("--prefix", "eins eins\n", "'eins eins'")]
    public void Phrase_that_repeats_blocked_ngrams_is_told(string option, string file, string phrase)
    {
        // When
        string path = _folder.Write("phrases.txt", file);
        var result = run.Translate("", _folder.Write("in.en", "one\n"), option, path, "--no-repeat-ngram", "1");

        // Then
        Assert.Equal((3, ""), (result.ExitCode, result.Output));
        Assert.Matches(
            $"^nmt: {path}:1: {phrase} cannot be generated: '.*' would occur twice, which search.no_repeat_ngram 1 forbids$", result.ErrorLines[^1]);
    }

    [Theory]
    [InlineData("--constraints")]
    [InlineData("--prefix")]
    public void Constraint_on_a_blank_line_is_told(string option)
    {
        // When
        string path = _folder.Write("phrases.txt", "\neins\n");
        var result = run.Translate("", _folder.Write("in.en", "one\n \u200B\n"), option, path);

        // Then
        Assert.Equal((3, ""), (result.ExitCode, result.Output));
        Assert.Equal($"nmt: {path}:2: 'eins' cannot be generated: the source line is blank, so it has no translation", result.ErrorLines[^1]);
    }

    [Theory]
    [InlineData("--constraints")]
    [InlineData("--prefix")]
    public void Replacement_of_unknown_words_does_not_provide_a_phrase(string option)
    {
        // When
        string path = _folder.Write("phrases.txt", "北\n");
        var result = run.Translate("", _folder.Write("in.en", "one 北\n"), option, path, "--replace-unknown", "copy");

        // Then
        Assert.Equal((3, "", $"nmt: {path}:1: {NoPiece}"), (result.ExitCode, result.Output, result.ErrorLines[^1]));
    }

    [Fact]
    public void Ensemble_checks_its_constraints()
    {
        // When
        string path = _folder.Write("phrases.txt", "北\n");
        var result = run.Translate("", _folder.Write("in.en", "one\n"), "--model", run.Path, "--constraints", path);

        // Then
        Assert.Equal((3, "", $"nmt: {path}:1: {NoPiece}"), (result.ExitCode, result.Output, result.ErrorLines[^1]));
    }

    [Theory]
    [InlineData("none")]
    [InlineData("chrf")]
    public void No_translation_of_an_nbest_list_lacks_a_required_phrase(string mbr)
    {
        // When: so short that most hypotheses are truncated.
        var result = run.Translate(
            "one two three\n", "--beam", "6", "--nbest", "6", "--max-length", "6", "--mbr", mbr, "--constraints", _folder.Write("phrases.txt", "sechs\n"));

        // Then
        Assert.Equal(0, result.ExitCode);
        Assert.NotEmpty(result.OutputLines);
        Assert.All(result.OutputLines, line => Assert.Contains("sechs", line, StringComparison.Ordinal));
    }
}
