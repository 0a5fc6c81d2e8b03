using System.Text.Json.Nodes;
using Nmt.Cli.Input;
using Nmt.Search;
using Nmt.Text;

namespace Nmt.Cli.Tests.Input;

public sealed class JsonPartsTests
{
    [Fact]
    public void What_is_written_is_read()
    {
        // Given
        HypothesisPart[] parts = [new(20, 19, true), new(7, 0, false)];

        // When
        var written = JsonParts.Write(parts);

        // Then
        Assert.Equal("""[{"source":20,"target":19},{"source":7,"target":0,"capped":true}]""", written.ToJsonString());
        Assert.Equal(parts, JsonParts.Read(new JsonObject { ["parts"] = written }, "in:1"));
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"parts": []}""")]
    [InlineData("""{"parts": 3}""")]
    public void Missing_parts_are_an_error_with_the_place(string fields)
    {
        // When, Then
        var fault = Assert.Throws<DataException>(() => JsonParts.Read(JsonNode.Parse(fields)!.AsObject(), "in:7"));
        Assert.Equal(
            "in:7: flagged as split, but the field \"parts\" does not say where; a line without \"tokens\" is scored whole", fault.Message);
    }

    [Theory]
    [InlineData("""[1]""")]
    [InlineData("""[null]""")]
    [InlineData("""[{"source": 1}]""")]
    [InlineData("""[{"source": 1, "target": -1}]""")]
    [InlineData("""[{"source": 1.5, "target": 1}]""")]
    public void Parts_of_another_form_are_an_error_with_the_place(string parts)
    {
        // When, Then
        var fault = Assert.Throws<DataException>(() => JsonParts.Read(new JsonObject { ["parts"] = JsonNode.Parse(parts) }, "in:7"));
        Assert.Equal("in:7: expected {\"source\": N, \"target\": N}, numbers of subwords, in \"parts\"", fault.Message);
    }
}
