using Nmt.Plots.Report;

namespace Nmt.Plots.Tests.Report;

public sealed class AxisTests
{
    [Theory]
    [InlineData(new[] { 0.0, 120.0 }, false)]
    [InlineData(new[] { 0.0, 1e9 }, false)]
    [InlineData(new[] { 5.0 }, false)]
    [InlineData(new[] { 0.0 }, false)]
    [InlineData(new[] { -3.0, 2.0 }, false)]
    [InlineData(new[] { 1e-7, 1e-3 }, true)]
    [InlineData(new[] { 30.0, 170.0 }, true)]
    [InlineData(new[] { 1.0, 1e12 }, true)]
    [InlineData(new[] { 0.0, 10.0 }, true)]
    public void Values_and_ticks_are_inside_the_axis_and_in_order(double[] values, bool isLogarithmic)
    {
        // When
        var axis = new Axis(values, start: 0, end: 100, isLogarithmic);

        // Then
        double[] ticks = [.. axis.Ticks()];
        Assert.InRange(ticks.Length, 2, 12);
        Assert.All([.. values, .. ticks], value => Assert.InRange(axis.Pixel(value), -1e-6, 100 + 1e-6));
        Assert.Equal(ticks.Order(), ticks);
        Assert.True(axis.Pixel(ticks[0]) < axis.Pixel(ticks[^1]));
    }

    [Theory]
    [InlineData(0, "0")]
    [InlineData(0.002, "0.002")]
    [InlineData(0.00001, "1e-5")]
    [InlineData(1500, "1500")]
    [InlineData(20000, "20k")]
    [InlineData(1500000, "1.5M")]
    [InlineData(-0.5, "-0.5")]
    public void Tick_label_is_short(double value, string expected) => Assert.Equal(expected, Axis.Label(value));
}
