using Nmt.Data.Checks;

namespace Nmt.Data.Tests.Checks;

public sealed class LengthRatiosTests
{
    [Fact]
    public void Ratio_is_that_of_the_lengths_with_ten_added_to_each()
    {
        // Given: (30 + 10) / (10 + 10) = 2.
        var ratios = new LengthRatios(5);
        ratios.Add(30, 10, 1);

        // When
        var range = LengthRange.From([ratios])!.Value;

        // Then: a single pair has no spread, and 3 is the smallest limit (the next bin up is 3.02).
        Assert.Equal(2, range.MedianRatio, 1e-9);
        Assert.InRange(range.Factor, 3, 3 * Math.Pow(2, 1.0 / LengthRatios.BinsPerOctave));
    }

    [Fact]
    public void Outliers_do_not_move_the_range_and_are_listed()
    {
        // Given: 90 pairs of equal length, and 10 that are 16 times as long, in the middle.
        var ratios = new LengthRatios(4);
        for (int line = 1; line <= 100; line++)
        {
            ratios.Add(line is > 50 and <= 60 ? 790 : 40, 40, line);
        }

        // When
        var range = LengthRange.From([ratios])!.Value;
        var outliers = ratios.Outside(range);

        // Then
        Assert.Equal(1, range.MedianRatio, 1e-9);
        Assert.Equal(10, outliers.Count);
        Assert.Equal([51, 52, 53, 54], outliers.Lines);
    }

    [Fact]
    public void Range_follows_the_spread_of_the_corpus()
    {
        // Given: ratios spread evenly over four octaves; half of them are within one octave of the median, so the median
        // absolute deviation is 1 octave and the limit 4 * 1.4826 = 5.93 octaves.
        var ratios = new LengthRatios(1);
        for (int line = 0; line <= 400; line++)
        {
            ratios.Add((int)Math.Round(10_000 * Math.Pow(2, (line - 200) / 100.0)), 10_000, line + 1);
        }

        // When
        var range = LengthRange.From([ratios])!.Value;

        // Then
        Assert.InRange(Math.Log2(range.Factor), 5.93 - 0.2, 5.93 + 0.2);
        Assert.Equal(0, ratios.Outside(range).Count);
    }

    [Fact]
    public void Corpus_without_pairs_has_no_range() => Assert.Null(LengthRange.From([new LengthRatios(1)]));
}
