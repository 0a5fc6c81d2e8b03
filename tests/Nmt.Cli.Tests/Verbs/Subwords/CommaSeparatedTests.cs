using Nmt.Cli.Verbs.Subwords;

namespace Nmt.Cli.Tests.Verbs.Subwords;

public sealed class CommaSeparatedTests
{
    // How spm_train splits each one as --user_defined_symbols.
    [Theory]
    [InlineData("", new string[0])]
    [InlineData("a", new[] { "a" })]
    [InlineData("a,b", new[] { "a", "b" })]
    [InlineData("a,,b", new[] { "a", "", "b" })]
    [InlineData("a,", new[] { "a" })]
    [InlineData("\"x,y\",a", new[] { "x,y", "a" })]
    [InlineData("\"q\"\"z\",k", new[] { "q\"z", "k" })]
    [InlineData("\"x", new[] { "x" })]
    [InlineData("a\"b,c", new[] { "a\"b", "c" })]
    public void Items_are_separated_by_commas_outside_quotes(string list, string[] expected)
    {
        // When
        string[] items = CommaSeparated.Split(list);

        // Then
        Assert.Equal(expected, items);
    }
}
