using System.CommandLine;
using Nmt.Cli.Options;

namespace Nmt.Cli.Tests.Options;

public sealed class NumberOptionTests
{
    [Theory]
    [InlineData("0", 0)]
    [InlineData("-0", 0)]
    [InlineData("100", 100)]
    [InlineData("+7", 7)]
    public void Whole_number_in_the_range_is_accepted(string text, int expected)
    {
        // Given
        var option = new WholeNumberOption(["--number", "-n"], "A number.", 0, 100);

        // When
        var parsed = new RootCommand { option }.Parse(["-n", text]);

        // Then
        Assert.Empty(parsed.Errors);
        Assert.Equal(expected, option.Read(parsed));
    }

    [Theory]
    [InlineData("0.05", 0.05)]
    [InlineData("1", 1)]
    [InlineData("1e-3", 0.001)]
    public void Decimal_number_in_the_range_is_accepted(string text, double expected)
    {
        // Given
        var option = new DecimalOption(["--share"], "A share.", 0, 1);

        // When
        var parsed = new RootCommand { option }.Parse(["--share", text]);

        // Then
        Assert.Empty(parsed.Errors);
        Assert.Equal(expected, option.Read(parsed));
    }

    [Theory]
    [InlineData("1.5")]
    [InlineData("-0.1")]
    [InlineData("nan")]
    [InlineData("inf")]
    [InlineData("1,0")]
    [InlineData("")]
    public void Anything_else_is_rejected_with_the_allowed_range(string text)
    {
        // Given
        var option = new DecimalOption(["--share"], "A share.", 0, 1);

        // When
        var parsed = new RootCommand { option }.Parse(["--share", text]);

        // Then
        Assert.Equal([$"--share: expected a number from 0 to 1; got '{text}'"], parsed.Errors.Select(error => error.Message));
    }

    [Fact]
    public void Absent_option_has_no_number()
    {
        // Given
        var whole = new WholeNumberOption(["--number"], "A number.", 0);
        var share = new DecimalOption(["--share"], "A share.", 0);

        // When
        var parsed = new RootCommand { whole, share }.Parse([]);

        // Then
        Assert.Null(whole.Read(parsed));
        Assert.Null(share.Read(parsed));
    }
}
