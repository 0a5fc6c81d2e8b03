using Nmt.Metrics.Text;

namespace Nmt.Metrics.Tests.Text;

public sealed class PythonJsonTests
{
    // Expected texts are what Python 3.11's json.dumps prints.
    [Theory]
    [InlineData("plain", "\"plain\"")]
    [InlineData("a\"b\\c\n\t\u0001", "\"a\\\"b\\\\c\\n\\t\\u0001\"")]
    [InlineData("é\U0001F600\u007F", "\"\\u00e9\\ud83d\\ude00\\u007f\"")]
    [InlineData("<&'>", "\"<&'>\"")]
    public void Strings_are_escaped_as_python_does(string text, string expected)
    {
        Assert.Equal(expected, PythonJson.Quote(text));
    }

    [Theory]
    [InlineData(100.0, "100.0")]
    [InlineData(0.0001, "0.0001")]
    [InlineData(0.00001, "1e-05")]
    [InlineData(1 / 3.0, "0.3333333333333333")]
    [InlineData(null, "null")]
    public void Numbers_are_written_as_python_does(double? value, string expected)
    {
        Assert.Equal(expected, PythonJson.Number(value));
    }

    [Fact]
    public void Objects_nest_with_their_indentation()
    {
        // When
        string inner = PythonJson.Array(2, ["1", "2"]);
        string json = PythonJson.Object(2, [("a", inner), ("b", PythonJson.Array(2, []))]);

        // Then
        Assert.Equal("{\n  \"a\": [\n    1,\n    2\n  ],\n  \"b\": []\n}", json);
        Assert.Equal("{\n \"x\": 1,\n \"y\": true\n}", PythonJson.Extend("{\n \"x\": 1\n}", 1, [("y", PythonJson.Truth(true))]));
    }
}
