namespace Nmt.Text.Tests;

public sealed class SidesTests
{
    [Fact]
    public void A_shared_value_is_mapped_once_and_stays_shared()
    {
        int calls = 0;

        var mapped = new Sides<int>(5).Map(value => value + ++calls);

        Assert.Equal((6, 6, true, 1), (mapped.Source, mapped.Target, mapped.IsShared, calls));
        Assert.Equal([6], mapped.All);
    }

    [Fact]
    public void Equal_values_of_two_sides_stay_separate()
    {
        var mapped = new Sides<int>(5, 5).Map(value => $"{value}");

        Assert.False(mapped.IsShared);
        Assert.Equal(["5", "5"], mapped.All);
        Assert.NotEqual(new Sides<int>(5), new Sides<int>(5, 5));
    }

    [Theory]
    [InlineData(true, true, true)]
    [InlineData(true, false, false)]
    [InlineData(false, true, false)]
    [InlineData(false, false, false)]
    public void A_combination_is_shared_if_both_values_are(bool isFirst, bool isSecond, bool isShared)
    {
        var first = isFirst ? new Sides<int>(1) : new Sides<int>(1, 2);
        var second = isSecond ? new Sides<int>(10) : new Sides<int>(10, 20);

        var sum = first.Zip(second, (a, b) => a + b);

        Assert.Equal(isShared, sum.IsShared);
        Assert.Equal((first.Source + second.Source, first.Target + second.Target), (sum.Source, sum.Target));
    }
}
