using System.Globalization;
using System.Text.Json.Nodes;
using Nmt.TestKit;

namespace Nmt.EndToEnd.Tests.Translating;

[Collection(TrainedRunCollection.Name)]
public sealed class ScoreTests(TrainedRun run) : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("1")]
    [InlineData("4")]
    public void Scores_of_translate_are_reproduced(string beam)
    {
        // Given
        string source = string.Join('\n', run.Corpus.Lines("test.en")) + "\n\nδ one\n";
        var translated = run.Translate(source, "--format", "jsonl", "--beam", beam, "--set", "search.length_penalty=gnmt");

        // When
        var scored = NmtProcess.Run(
            new NmtCall(Command("--input-format", "jsonl", "--format", "jsonl", "--set", "search.length_penalty=gnmt")).WithInput(translated.Output));

        // Then
        Assert.Equal(0, scored.ExitCode);
        Assert.Equal(translated.OutputLines.Count, scored.OutputLines.Count);
        foreach (string field in (string[])["log_probability", "score"])
        {
            Assert.All(
                translated.OutputLines.Zip(scored.OutputLines),
                pair => Assert.Equal(Number(pair.First, field), Number(pair.Second, field), 1e-4));
        }
    }

    [Fact]
    public void Scores_of_split_lines_are_reproduced_without_the_settings_that_split_them()
    {
        // Given: some lines of several segments, some of whose translations reach the length limit.
        string source = string.Join('\n', run.Corpus.Lines("test.en").Take(40).Chunk(3).Select(lines => string.Join(" ", lines))) + "\n\nsix\n";
        var translated = run.Translate(
            source, "--format", "jsonl", "--beam", "3", "--long-lines", "split", "--set", "search.max_source_length=6",
            "--set", "search.max_length_ratio=0.5", "--set", "search.max_length_offset=1");

        // When
        var scored = NmtProcess.Run(new NmtCall(Command("--input-format", "jsonl", "--format", "jsonl")).WithInput(translated.Output));

        // Then
        Assert.Equal(0, scored.ExitCode);
        Assert.Contains(translated.OutputLines, line => line.Contains("\"split\"", StringComparison.Ordinal));
        Assert.Contains(translated.OutputLines, line => line.Contains("\"capped\":true", StringComparison.Ordinal));
        foreach (string field in (string[])["log_probability", "score"])
        {
            Assert.All(
                translated.OutputLines.Zip(scored.OutputLines),
                pair => Assert.Equal(Number(pair.First, field), Number(pair.Second, field), 1e-4));
        }
    }

    [Fact]
    public void Split_line_without_its_parts_is_rejected()
    {
        // When
        var result = NmtProcess.Run(new NmtCall(Command("--input-format", "jsonl")).WithInput(
            """{"source": "one", "hypothesis": "", "tokens": [], "flags": ["split"]}""" + "\n"));

        // Then
        Assert.Equal(3, result.ExitCode);
        Assert.Contains("standard input:1: flagged as split, but the field \"parts\" does not list the segments", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Two_files_give_one_log_probability_per_line_and_a_summary()
    {
        // Given
        string source = _folder.Write("a.en", "one two\n\nthree\n");
        string target = _folder.Write("a.de", "zwei eins\n\neins\n");

        // When
        var lines = NmtProcess.Run(Command(source, target));
        var corpus = NmtProcess.Run(Command(source, target, "--corpus"));

        // Then
        double[] scores = [.. lines.OutputLines.Select(line => double.Parse(line, CultureInfo.InvariantCulture))];
        Assert.Equal(3, scores.Length);
        Assert.Equal(0, scores[1]);
        Assert.True(scores[0] > scores[2], "the right translation is more probable than the wrong one");
        double[] total = [.. Assert.Single(corpus.OutputLines).Split('\t').Select(text => double.Parse(text, CultureInfo.InvariantCulture))];
        Assert.Equal(scores.Sum(), total[0], 1e-3);
        Assert.Equal(Math.Exp(-total[0] / total[1]), total[2], 1e-3);
    }

    [Fact]
    public void Files_of_different_length_are_bad_data()
    {
        // Given
        string source = _folder.Write("a.en", "one\ntwo\n");
        string target = _folder.Write("a.de", "eins\n");

        // When
        var result = NmtProcess.Run(Command(source, target));

        // Then
        Assert.Equal((3, ""), (result.ExitCode, result.Output));
        Assert.Equal($"nmt: the two sides differ in length: {source} has 2 lines, {target} has 1 lines\n", result.Error);
    }

    [Fact]
    public void Tokens_of_another_model_are_rejected()
    {
        // When
        var result = NmtProcess.Run(new NmtCall(Command("--input-format", "jsonl")).WithInput(
            """{"source": "one", "hypothesis": "x", "tokens": ["no such piece"]}""" + "\n"));

        // Then
        Assert.Equal(3, result.ExitCode);
        Assert.Contains("the model has no subword 'no such piece'", result.Error, StringComparison.Ordinal);
    }

    private string[] Command(params string[] more) => ["score", "--model", run.Path, "--device", "cpu", .. more];

    /// <summary>A number of a result; 0 if a blank line has none.</summary>
    private static double Number(string line, string field) => (double?)JsonNode.Parse(line)![field] ?? 0;
}
