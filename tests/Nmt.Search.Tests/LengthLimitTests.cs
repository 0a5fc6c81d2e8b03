using Nmt.TestKit.Searching;

namespace Nmt.Search.Tests;

public sealed class LengthLimitTests
{
    [Theory]
    [InlineData(2.0, 10, 1, 12)]
    [InlineData(2.0, 10, 20, 50)]
    [InlineData(1.5, 0, 3, 4)]
    [InlineData(0.1, 1, 5, 1)]
    [InlineData(100.0, 100_000, int.MaxValue, int.MaxValue)]
    public void Limit_is_ratio_times_source_length_plus_offset_rounded_down(double ratio, int offset, int sourceLength, int expected) =>
        Assert.Equal(expected, new LengthLimit(ratio, offset).Of(sourceLength));

    // MaxLength bounds the relative limit; ends of sentence (the 6th source subword) do not count for the minimum, which leaves
    // room for the end of sentence within the limit.
    [Theory]
    [InlineData(20, 0, 0.0, 20, 0)]
    [InlineData(8, 3, 0.0, 8, 3)]
    [InlineData(8, 0, 0.5, 8, 3)]
    [InlineData(8, 0, 2.0, 8, 7)]
    [InlineData(100, 4, 1.2, 22, 6)]
    public void Absolute_and_relative_lengths_bound_each_other(int maxLength, int minLength, double ratio, int expected, int atLeast)
    {
        // Given
        var limit = new LengthLimit(2, 10) { MaxLength = maxLength, MinLength = minLength, MinLengthRatio = ratio };

        // When, Then
        Assert.Equal(expected, limit.Of(6));
        Assert.Equal(atLeast, new DecodingOptions(Some.Tokens, limit, Some.NoPenalty).MinimumOf(6, constraints: null));
    }
}
