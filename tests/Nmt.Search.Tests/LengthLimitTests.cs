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
}
