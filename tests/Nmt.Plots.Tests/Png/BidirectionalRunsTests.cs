using Nmt.Plots.Png;

namespace Nmt.Plots.Tests.Png;

public sealed class BidirectionalRunsTests
{
    // Expected orders from the rules of UAX #9; R marks runs that are drawn from right to left.
    [Theory]
    [InlineData("", false, "")]
    [InlineData("abc 12", false, "abc 12")]
    [InlineData("אבג", true, "R:אבג")]
    [InlineData("(אב)", true, "R:(אב)")]
    [InlineData("אב 12 ab", true, "ab|R: |12|R:אב ")]
    [InlineData("ab אב 12", false, "ab |12|R:אב ")]
    [InlineData("אב 12.5", true, "12.5|R:אב ")]
    [InlineData("אב a1", true, "a1|R:אב ")]
    [InlineData("אב?", false, "R:אב|?")]
    [InlineData("مَدْ", true, "R:مَدْ")]
    public void Runs_are_ordered_from_left_to_right(string text, bool isRightToLeft, string expected)
    {
        // When
        var runs = BidirectionalRuns.Order(text, isRightToLeft);

        // Then
        Assert.Equal(expected, string.Join('|', runs.Select(run => (run.IsRightToLeft ? "R:" : "") + run.Text)));
    }

    [Fact]
    public void No_character_is_lost()
    {
        // Given
        var random = new Random(5);
        for (int trial = 0; trial < 200; trial++)
        {
            string text = new(random.GetItems("ab12 .(-אבתم猫".ToCharArray(), random.Next(12)));

            // When
            var runs = BidirectionalRuns.Order(text, random.Next(2) == 0);

            // Then
            Assert.Equal(text.Order(), string.Concat(runs.Select(run => run.Text)).Order());
        }
    }
}
