
namespace Nmt.Search.Tests;

public sealed class CoveragePenaltyTests
{
    // Wu et al. 2016, eq. 14, by hand. Columns: two words and the end of sentence, which does not count.
    public static TheoryData<double, float[][], double> Cases => new()
    {
        // Coverage 1 and 1: nothing is missing.
        { 0.2, [[1, 0, 0], [0, 1, 0]], 0 },
        // Coverage 0.5 and 0.25: β (log 0.5 + log 0.25) = β log 0.125.
        { 0.2, [[0.25f, 0, 0.75f], [0.25f, 0.25f, 0.5f]], 0.2 * -2.0794415416798357 },
        { 1.0, [[0.25f, 0, 0.75f], [0.25f, 0.25f, 0.5f]], -2.0794415416798357 },
        // Coverage above 1 counts as 1: 1.5 and 0.5.
        { 1.0, [[1, 0, 0], [0.5f, 0.5f, 0]], -0.6931471805599453 },
        // A word without attention counts as 10^-6.
        { 1.0, [[1, 0, 0]], -13.815510557964274 },
        { 0.0, [[0.5f, 0, 0.5f]], 0 },
        { 1.0, [], 0 },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public void Words_with_a_coverage_below_one_cost_its_logarithm(double beta, float[][] attention, double expected) =>
        Assert.Equal(expected, new CoveragePenalty(beta).Of(attention), 1e-9);
}
