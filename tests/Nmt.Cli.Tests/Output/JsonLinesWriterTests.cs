using System.Text.Json.Nodes;
using Nmt.Cli.Output;

namespace Nmt.Cli.Tests.Output;

public sealed class JsonLinesWriterTests
{
    private static readonly JsonAlignment NoAlignment = new(AlignmentKind.None, AlignmentLevel.Subword);

    [Fact]
    public void Line_of_text_gets_its_number_and_all_that_was_found()
    {
        // Given
        var candidate = Some.Candidate("größer „x“", -2, -1, "▁größer", "▁„x“") with { TokenScores = [-0.5, -0.5, -1] };

        // When
        string text = Written(Some.Answer(7, candidate));

        // Then: the perplexity is e^(2/3).
        Assert.Equal(
            """{"id":7,"source":"source","hypothesis":"größer „x“","log_probability":-2,"score":-1,"perplexity":1.947734,"tokens":["▁größer","▁„x“"],"token_scores":[-0.5,-0.5,-1],"flags":[]}""" + "\n",
            text);
    }

    [Fact]
    public void Fields_of_the_input_come_first_and_as_they_were()
    {
        // Given
        var fields = JsonNode.Parse("""{"domain": "news", "source": "s", "n": 1.50, "id": {"doc": [1, null]}}""")!.AsObject();
        var line = Some.Answer(1, Some.Candidate("t", -1, -1));

        // When
        string text = Written(line with { Input = Some.Input(1, "s") with { Fields = fields } });

        // Then
        Assert.StartsWith("""{"domain":"news","source":"s","n":1.50,"id":{"doc":[1,null]},"hypothesis":"t",""", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Line_ends_are_escaped()
    {
        // When
        string text = Written(Some.Answer(1, Some.Candidate("a\nb", -1, -1)));

        // Then
        Assert.Equal(1, text.Count(character => character == '\n'));
        Assert.Equal("a\nb", (string?)JsonNode.Parse(text)!["hypothesis"]);
    }

    [Fact]
    public void What_is_no_number_is_null()
    {
        Assert.Contains("\"log_probability\":null", Written(Some.Answer(1, Some.Candidate("t", double.NegativeInfinity, -1))), StringComparison.Ordinal);
    }

    [Fact]
    public void Flags_name_what_is_odd_about_line_and_translation()
    {
        // Given
        var line = Some.Answer(1, Some.Candidate("t", -1, -1) with { IsCapped = true }) with { SourceFlags = [Flag.Truncated, Flag.Unknown] };

        // When, Then
        Assert.EndsWith("\"flags\":[\"truncated\",\"unknown\",\"capped\"]}\n", Written(line), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Hard", "\"alignment\":[[1,0]]")]
    [InlineData("Soft", "\"attention\":[[0.25,0.5,0.25]]")]
    public void Attention_is_written_as_asked_for(string kind, string expected)
    {
        // Given
        var candidate = Some.Candidate("t", -1, -1, "▁t") with { Attention = new[,] { { 0.25f, 0.5f, 0.25f } } };

        // When
        string text = Some.Written(
            output => new JsonLinesWriter(output, new JsonAlignment(Enum.Parse<AlignmentKind>(kind), AlignmentLevel.Subword), writesList: false), Some.Answer(1, candidate));

        // Then
        Assert.Contains(expected, text, StringComparison.Ordinal);
    }

    [Fact]
    public void List_holds_every_translation_with_its_figures()
    {
        // Given
        var line = Some.Answer(1, Some.Candidate("a", -1, -1), Some.Candidate("b", -2, -2) with { IsCapped = true });

        // When
        var answer = JsonNode.Parse(Some.Written(output => new JsonLinesWriter(output, NoAlignment, writesList: true), line))!;

        // Then
        Assert.Equal("a", (string?)answer["hypothesis"]);
        Assert.Equal(["a", "b"], answer["nbest"]!.AsArray().Select(item => (string?)item!["hypothesis"]));
        Assert.Equal([false, true], answer["nbest"]!.AsArray().Select(item => (bool)item!["capped"]!));
    }

    private static string Written(AnsweredLine line) => Some.Written(output => new JsonLinesWriter(output, NoAlignment, writesList: false), line);
}
