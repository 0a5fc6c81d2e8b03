using Nmt.Metrics.Alignment;

namespace Nmt.Metrics.Tests.Alignment;

public sealed class AlignmentErrorRateTests
{
    // Reference: sure 0-0 1-1 2-2 (S = 3), further possible 2-3 (P = 4).
    [Theory]
    [InlineData("0-0 1-1 2-2", 0)] // 1 - (3 + 3)/(3 + 3)
    [InlineData("0-0 1-1 2-2 2-3", 0)] // 1 - (3 + 4)/(4 + 3): possible links cost nothing
    [InlineData("0-0 1-1 2-3", 100.0 / 6)] // 1 - (2 + 3)/(3 + 3) = 1/6
    [InlineData("0-0 1-2", 60)] // 1 - (1 + 1)/(2 + 3) = 3/5
    [InlineData("", 100)] // 1 - 0/(0 + 3)
    [InlineData("5-5", 100)]
    public void Rate_equals_the_hand_computed_value(string hypothesis, double expected)
    {
        // Given
        var rate = new AlignmentErrorRate();

        // When
        rate.Add(WordAlignment.Parse(hypothesis), WordAlignment.Parse("0-0 1-1 2-2 2?3"));

        // Then
        Assert.Equal(expected, rate.Rate, 9);
    }

    [Fact]
    public void Links_are_summed_over_the_corpus_before_dividing()
    {
        // Given
        var rate = new AlignmentErrorRate();

        // When: the first pair is perfect with 1 link, the second has 1 of 3 sure links and 1 wrong one.
        rate.Add(WordAlignment.Parse("0-0"), WordAlignment.Parse("0-0"));
        rate.Add(WordAlignment.Parse("0-0 1-0"), WordAlignment.Parse("0-0 1-1 2-2"));

        // Then: A = 3, S = 4, A and S share 2, A and P share 2: 1 - 4/7.
        Assert.Equal(100 * 3.0 / 7, rate.Rate, 9);
        Assert.Equal(100 * 2.0 / 3, rate.Precision, 9);
        Assert.Equal(50, rate.Recall, 9);
        Assert.Equal(2, rate.SentenceCount);
    }

    [Fact]
    public void A_pair_without_links_has_no_errors()
    {
        var rate = new AlignmentErrorRate();

        rate.Add(WordAlignment.Parse(""), WordAlignment.Parse(""));

        Assert.Equal(0, rate.Rate);
    }
}
