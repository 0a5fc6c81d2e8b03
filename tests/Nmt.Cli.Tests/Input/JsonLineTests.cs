using Nmt.Cli.Input;
using Nmt.Text;

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
    [InlineData("{\"id\": 1}", "in:1: expected the field \"source\" with a text")]
    [InlineData("{\"source\": 1}", "in:1: expected the field \"source\" with a text")]
    [InlineData("{\"source\": null}", "in:1: expected the field \"source\" with a text")]
    public void Anything_else_is_bad_data_that_is_named(string line, string expected)
    {
        Assert.StartsWith(expected, Assert.Throws<DataException>(() => Source(line)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"source": "s", "target": "t", "hypothesis": "h", "tokens": ["h"]}""", "t", false)]
    [InlineData("""{"source": "s", "hypothesis": "h", "tokens": ["h"]}""", "h", true)]
    public void Given_target_goes_before_a_hypothesis_and_its_tokens(string line, string target, bool hasTokens)
    {
        // Given
        var fields = JsonLine.Parse(line, "in:1");

        // When, Then
        Assert.Equal(target, JsonLine.TargetOf(fields, "in:1"));
        Assert.Equal(hasTokens, JsonLine.TokensOf(fields, "in:1") is not null);
    }

    private static string Source(string line) => JsonLine.TextOf(JsonLine.Parse(line, "in:1"), JsonLine.Source, "in:1");
}
