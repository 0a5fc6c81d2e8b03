using Nmt.Model.Recurrent;
using static TorchSharp.torch;

namespace Nmt.Model.Tests.Recurrent;

public sealed class VariationalMaskTests
{
    [Fact]
    public void A_unit_is_dropped_with_the_probability_and_scaled_up_otherwise()
    {
        // Given
        using var scope = NewDisposeScope();
        manual_seed(1);

        // When
        double[] mask = VariationalMask.Draw(0.25, 100, 400, zeros(1))!.Doubles();

        // Then: of 40000 draws the share is known to about 0.2 %.
        Assert.All(mask, value => Assert.True(value is 0 || Math.Abs(value - (1 / 0.75)) < 1e-6));
        Assert.Equal(0.25, mask.Count(value => value == 0) / 40_000.0, 0.01);
        Assert.Equal(1, mask.Average(), 0.02);
    }

    [Fact]
    public void Nothing_is_drawn_where_nothing_is_dropped()
    {
        using var scope = NewDisposeScope();

        Assert.Null(VariationalMask.Draw(0, 2, 3, zeros(1)));
    }
}
