using Nmt.Metrics.Alignment;

namespace Nmt.Metrics.Tests.Alignment;

public sealed class WordAlignmentTests
{
    [Fact]
    public void Both_notations_of_possible_links_are_read()
    {
        var alignment = WordAlignment.Parse(" 0-0 1?2\t10p3 0-0");

        Assert.Equal([new(0, 0)], alignment.Sure);
        Assert.Equal([new(0, 0), new(1, 2), new(10, 3)], alignment.Possible.OrderBy(link => link.Source));
    }

    [Theory]
    [InlineData("0-0 1", "column 5: expected a link such as 0-1 (sure), 0?1 or 0p1 (possible); got '1'")]
    [InlineData("0-0 x-1", "column 5: expected the position of a source token, counted from 0; got 'x'")]
    [InlineData("0-0 1-", "column 7: expected the position of a target token, counted from 0; got ''")]
    [InlineData("1--1", "column 3: expected the position of a target token, counted from 0; got '-1'")]
    [InlineData("99999999999-0", "column 1: expected the position of a source token, counted from 0; got '99999999999'")]
    public void Invalid_links_are_rejected_with_their_column(string line, string message)
    {
        var error = Assert.Throws<FormatException>(() => WordAlignment.Parse(line));

        Assert.Equal(message, error.Message);
    }

    [Fact]
    public void One_based_positions_give_the_same_links()
    {
        var alignment = WordAlignment.Parse("1-1 2?3", firstPosition: 1);

        Assert.Equal(WordAlignment.Parse("0-0 1?2").Possible, alignment.Possible);
        var error = Assert.Throws<FormatException>(() => WordAlignment.Parse("1-0", firstPosition: 1));
        Assert.Equal("column 3: expected the position of a target token, counted from 1; got '0'", error.Message);
    }
}
