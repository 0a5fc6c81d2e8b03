using System.Text.Json.Nodes;
using Nmt.TestKit;

namespace Nmt.EndToEnd.Tests.Translating;

[Collection(TrainedRunCollection.Name)]
public sealed class JsonLinesTests(TrainedRun run) : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Fields_of_the_input_pass_through_and_the_translation_is_the_one_of_plain_text()
    {
        // Given
        const string Input =
            """
            {"id": "a/1", "source": "one two", "domain": {"name": "Zahlen", "weight": 1.50}}

            {"source": "three\u0020four", "id": 7}

            """;

        // When
        var result = run.Translate(Input, "--input-format", "jsonl", "--format", "jsonl");
        var plain = run.Translate("one two\n\nthree four\n");

        // Then
        var answers = result.OutputLines.Select(line => JsonNode.Parse(line)!).ToList();
        Assert.Equal(plain.OutputLines, answers.Select(answer => (string)answer["hypothesis"]!));
        Assert.Equal(["\"a/1\"", "2", "7"], answers.Select(answer => answer["id"]!.ToJsonString()));
        Assert.Equal("""{"name":"Zahlen","weight":1.50}""", answers[0]["domain"]!.ToJsonString());
    }

    [Fact]
    public void Scores_of_a_translation_are_consistent()
    {
        // When
        var result = run.Translate("one two three four\n", "--format", "jsonl", "--alignment", "soft", "--alignment-level", "subword", "--beam", "4");

        // Then: attention of each subword is a distribution over the source, excluding its end of sentence.
        var answer = JsonNode.Parse(Assert.Single(result.OutputLines))!;
        double[] scores = [.. answer["token_scores"]!.AsArray().Select(score => (double)score!)];
        var attention = answer["attention"]!.AsArray();
        Assert.Equal((double)answer["log_probability"]!, scores.Sum(), 4);
        Assert.Equal(answer["tokens"]!.AsArray().Count + 1, scores.Length);
        Assert.Equal(answer["tokens"]!.AsArray().Count, attention.Count);
        Assert.All(attention, row => Assert.InRange(row!.AsArray().Sum(weight => (double)weight!), 0, 1.001));
    }

    [Fact]
    public void Bad_json_of_a_file_is_found_before_any_output()
    {
        // Given
        string path = _folder.Write("in.jsonl", "{\"source\": \"one\"}\n{\"source\": }\n");

        // When
        var result = run.Translate("", path, "--input-format", "jsonl");

        // Then
        Assert.Equal((3, ""), (result.ExitCode, result.Output));
        Assert.StartsWith($"nmt: {path}:2: not valid JSON: ", Assert.Single(result.ErrorLines), StringComparison.Ordinal);
    }

    [Fact]
    public void Bad_json_in_a_stream_is_answered_and_flagged()
    {
        // When
        var result = run.Translate("{\"source\": 1}\n{\"source\": \"one\"}\n", "--input-format", "jsonl", "--format", "jsonl");

        // Then
        Assert.Equal(0, result.ExitCode);
        Assert.Equal("""{"id":1,"source":"","hypothesis":"","flags":["invalid"]}""", result.OutputLines[0]);
        Assert.Equal(
            ["nmt: Warning: standard input:1: expected a string in the field \"source\"; writing an empty line"], result.ErrorLines);
    }

    [Fact]
    public void Flags_describe_what_happened_to_a_line()
    {
        // When
        var result = run.Translate(
            "one two three four five six\nδ\n", "--format", "jsonl", "--beam", "1", "--set", "search.max_source_length=2",
            "--set", "search.max_length_ratio=0.1", "--set", "search.max_length_offset=1");

        // Then
        string[] flags = [.. result.OutputLines.Select(line => JsonNode.Parse(line)!["flags"]!.ToJsonString())];
        Assert.Equal("""["truncated","capped"]""", flags[0]);
        Assert.Contains("\"unknown\"", flags[1], StringComparison.Ordinal);
    }

    [Fact]
    public void Alignments_go_to_their_own_file_and_reverse_the_order_of_the_tiny_language()
    {
        // Given
        string path = _folder.Of("out.align");

        // When
        var result = run.Translate("one two three\n\nfour\n", "--alignments", path, "--beam", "4");

        // Then: one link per word of the translation.
        string[] lines = File.ReadAllLines(path);
        Assert.Equal(3, lines.Length);
        Assert.Equal("", lines[1]);
        Assert.Equal(
            result.OutputLines.Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries).Length),
            lines.Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries).Length));
    }
}
