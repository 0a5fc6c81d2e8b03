using System.Text.Json.Nodes;
using Nmt.Cli.Output;
using Nmt.Translation;

namespace Nmt.Cli.Tests.Output;

public sealed class JsonLinesWriterTests
{
    private static readonly Alignment NoAlignment = new(AlignmentKind.None, AlignmentLevel.Subword);

    [Fact]
    public void Line_of_text_gets_its_number_and_all_results()
    {
        // Given
        var candidate = Some.Hypothesis("größer „x“", -2, -1, "▁größer", "▁„x“") with { TokenLogProbabilities = [-0.5, -0.5, -1] };

        // When
        string text = Written(Some.Result(7, candidate));

        // Then: the perplexity is e^(2/3).
        Assert.Equal(
            """{"id":7,"source":"source","hypothesis":"größer „x“","log_probability":-2,"score":-1,"perplexity":1.947734,"tokens":["▁größer","▁„x“"],"token_scores":[-0.5,-0.5,-1],"flags":[]}""" + "\n",
            text);
    }

    [Fact]
    public void Fields_of_the_input_come_first_and_unchanged()
    {
        // Given
        var fields = JsonNode.Parse("""{"domain": "news", "source": "s", "n": 1.50, "id": {"doc": [1, null]}}""")!.AsObject();
        var line = Some.Result(1, Some.Hypothesis("t", -1, -1));

        // When
        string text = Written(line with { Request = new TranslationRequest(1, "s") { Tag = fields } });

        // Then
        Assert.StartsWith("""{"domain":"news","source":"s","n":1.50,"id":{"doc":[1,null]},"hypothesis":"t",""", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Line_ends_are_escaped()
    {
        // When
        string text = Written(Some.Result(1, Some.Hypothesis("a\nb", -1, -1)));

        // Then
        Assert.Equal(1, text.Count(character => character == '\n'));
        Assert.Equal("a\nb", (string?)JsonNode.Parse(text)!["hypothesis"]);
    }

    [Fact]
    public void Infinite_value_is_null()
    {
        Assert.Contains("\"log_probability\":null", Written(Some.Result(1, Some.Hypothesis("t", double.NegativeInfinity, -1))), StringComparison.Ordinal);
    }

    [Fact]
    public void Flags_describe_problems_of_line_and_translation()
    {
        // Given
        var line = Some.Result(1, Some.Hypothesis("t", -1, -1) with { IsComplete = false }) with { SourceLength = 3, SourceSegments = [[3, 0]] };

        // When, Then
        Assert.EndsWith("\"flags\":[\"truncated\",\"unknown\",\"capped\"]}\n", Written(line), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Hard", "\"alignment\":[[1,0]]")]
    [InlineData("Soft", "\"attention\":[[0.25,0.5,0.25]]")]
    public void Attention_is_written_as_requested(string kind, string expected)
    {
        // Given
        var candidate = Some.Hypothesis("t", -1, -1, "▁t") with { Attention = [[0.25f, 0.5f, 0.25f, 0]] };

        // When
        string text = Some.Written(
            new JsonLinesWriter(new Alignment(Enum.Parse<AlignmentKind>(kind), AlignmentLevel.Subword), writesNBest: false).Write, Some.Result(1, candidate));

        // Then
        Assert.Contains(expected, text, StringComparison.Ordinal);
    }

    [Fact]
    public void List_contains_every_translation_with_its_fields()
    {
        // Given
        var line = Some.Result(1, Some.Hypothesis("a", -1, -1), Some.Hypothesis("b", -2, -2) with { IsComplete = false });

        // When
        var answer = JsonNode.Parse(Some.Written(new JsonLinesWriter(NoAlignment, writesNBest: true).Write, line))!;

        // Then
        Assert.Equal("a", (string?)answer["hypothesis"]);
        Assert.Equal(["a", "b"], answer["nbest"]!.AsArray().Select(item => (string?)item!["hypothesis"]));
        Assert.Equal([false, true], answer["nbest"]!.AsArray().Select(item => (bool)item!["capped"]!));
    }

    private static string Written(TranslationResult line) => Some.Written(new JsonLinesWriter(NoAlignment, writesNBest: false).Write, line);
}
