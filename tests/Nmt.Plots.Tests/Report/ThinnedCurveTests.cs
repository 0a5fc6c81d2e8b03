using Nmt.Plots.Report;

namespace Nmt.Plots.Tests.Report;

public sealed class ThinnedCurveTests
{
    [Fact]
    public void Short_curve_is_unchanged()
    {
        var curve = new ThinnedCurve(maxPoints: 10);
        for (int x = 1; x < 10; x++)
        {
            curve.Add(x, x * x);
        }

        Assert.Equal(Enumerable.Range(1, 9).Select(x => new CurvePoint(x, x * x)), curve.Points);
    }

    [Theory]
    [InlineData(10)]
    [InlineData(11)]
    [InlineData(1000)]
    [InlineData(100_003)]
    public void Long_curve_has_few_points_in_order_and_keeps_its_mean(int length)
    {
        // Given: a straight line, which also contains every mean of neighbours.
        var curve = new ThinnedCurve(maxPoints: 10);

        // When
        for (int x = 1; x <= length; x++)
        {
            curve.Add(x, 3.0 * x);
        }

        // Then
        Assert.InRange(curve.Points.Count, 5, 10);
        Assert.Equal(curve.Points.Select(point => point.X).Order(), curve.Points.Select(point => point.X));
        Assert.All(curve.Points, point => Assert.Equal(3 * point.X, point.Y, 1e-6 * length));
        Assert.True(curve.Points[^1].X > length * 0.8);
    }

    [Fact]
    public void Value_that_is_not_finite_is_ignored()
    {
        var curve = new ThinnedCurve();
        curve.Add(1, double.NaN);
        curve.Add(2, double.PositiveInfinity);
        curve.Add(3, 7);

        Assert.Equal([new CurvePoint(3, 7)], curve.Points);
    }
}
