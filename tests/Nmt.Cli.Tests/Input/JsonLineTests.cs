using System.Text.Json.Nodes;
using Nmt.Cli.Input;
using Nmt.Search;
using Nmt.Text;
using Nmt.Translation;

namespace Nmt.Cli.Tests.Input;

public sealed class JsonLineTests
{
    [Fact]
    public void Source_is_the_text_of_its_field()
    {
        Assert.Equal("a \"b\" \u00e9 \ud83d\ude00", Source("""{"id": 3, "source": "a \"b\" \u00e9 \ud83d\ude00"}"""));
    }

    [Theory]
    [InlineData("")]
    [InlineData("  \t")]
    [InlineData("{}")]
    public void Line_without_fields_has_an_empty_source(string line)
    {
        Assert.Equal("", Source(line));
    }

    [Theory]
    [InlineData("one two", "in:1: not valid JSON: ")]
    [InlineData("{\"source\": \"a\"", "in:1: not valid JSON: ")]
    [InlineData("{\"source\": \"a\", \"source\": \"b\"}", "in:1: not valid JSON: ")]
    [InlineData("{\"id\": \"\\uD800\", \"source\": \"a\"}", "in:1: not valid JSON: ")]
    [InlineData("{\"source\": \"\\ud800\"}", "in:1: not valid JSON: ")]
    [InlineData("{\"\\udc00\": 1, \"source\": \"a\"}", "in:1: not valid JSON: ")]
    [InlineData("[1]", "in:1: expected a JSON object such as {\"id\": 1, \"source\": \"...\"}")]
    [InlineData("null", "in:1: expected a JSON object such as {\"id\": 1, \"source\": \"...\"}")]
    [InlineData("{\"id\": 1}", "in:1: expected a string in the field \"source\"")]
    [InlineData("{\"source\": 1}", "in:1: expected a string in the field \"source\"")]
    [InlineData("{\"source\": null}", "in:1: expected a string in the field \"source\"")]
    public void Anything_else_is_bad_data_with_its_position(string line, string expected)
    {
        Assert.StartsWith(expected, Assert.Throws<DataException>(() => Source(line)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"source": "s", "target": "t", "hypothesis": "h", "tokens": ["h"]}""", "t", false)]
    [InlineData("""{"source": "s", "hypothesis": "h", "tokens": ["h"]}""", "h", true)]
    public void Target_takes_precedence_over_a_hypothesis_and_its_tokens(string line, string target, bool hasTokens)
    {
        // Given
        var fields = JsonLine.Parse(line, "in:1");

        // When, Then
        Assert.Equal(target, JsonLine.TargetOf(fields, "in:1"));
        Assert.Equal(hasTokens, JsonLine.TokensOf(fields, "in:1") is not null);
    }

    [Fact]
    public void Written_segments_can_be_read_back()
    {
        // Given
        SegmentLengths[] segments = [new(20, 19, true), new(7, 0, false)];

        // When
        var written = JsonSegments.Write(segments);

        // Then
        Assert.Equal("""[{"source":20,"target":19},{"source":7,"target":0,"capped":true}]""", written.ToJsonString());
        Assert.Equal(segments, JsonSegments.Read(new JsonObject { ["parts"] = written }, "in:1"));
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"parts": []}""")]
    [InlineData("""{"parts": 3}""")]
    public void Missing_parts_are_an_error_with_the_position(string fields)
    {
        // When, Then
        var fault = Assert.Throws<DataException>(() => JsonSegments.Read(JsonNode.Parse(fields)!.AsObject(), "in:7"));
        Assert.Equal(
            "in:7: flagged as split, but the field \"parts\" does not list the segments; remove \"tokens\" to score the line whole", fault.Message);
    }

    [Theory]
    [InlineData("""[1]""")]
    [InlineData("""[null]""")]
    [InlineData("""[{"source": 1}]""")]
    [InlineData("""[{"source": 1, "target": -1}]""")]
    [InlineData("""[{"source": 1.5, "target": 1}]""")]
    public void Malformed_parts_are_an_error_with_the_position(string parts)
    {
        // When, Then
        var fault = Assert.Throws<DataException>(() => JsonSegments.Read(new JsonObject { ["parts"] = JsonNode.Parse(parts) }, "in:7"));
        Assert.Equal("in:7: expected {\"source\": N, \"target\": N} (numbers of subwords) in \"parts\"", fault.Message);
    }

    [Fact]
    public void Line_of_translate_is_scored_as_it_was_translated_and_any_other_by_its_text()
    {
        // Given
        const string Written = """{"hypothesis": "a b", "tokens": ["a", "b"], "parts": [{"source": 1, "target": 2}], "flags": ["split", "capped"]}""";
        const string Given = """{"target": "a b", "tokens": ["a", "b"], "parts": [{"source": 1, "target": 2}], "flags": ["split", "capped"]}""";

        // When
        var written = JsonLine.AsTranslated(Request(Written));
        var given = JsonLine.AsTranslated(Request(Given));

        // Then
        Assert.Equal(["a", "b"], written.TargetPieces);
        Assert.Equal([new SegmentLengths(1, 2, true)], written.Segments);
        Assert.False(written.IsComplete);
        Assert.Null(given.TargetPieces);
        Assert.Empty(given.Segments);
        Assert.True(given.IsComplete);
    }

    private static TranslationRequest Request(string line) => new(1, "s") { Place = "in:1", Tag = JsonLine.Parse(line, "in:1") };

    private static string Source(string line) => JsonLine.TextOf(JsonLine.Parse(line, "in:1"), JsonLine.Source, "in:1");
}
