namespace Nmt.TestKit.Searching;

/// <summary>
/// Expected results of sampling one word with the probabilities 0.5, 0.3, 0.2: temperature 0.5 squares them (25, 9, 4 of 38); the best
/// two are 5 : 3; the smallest set with 0.4 is the first word, with 0.6 the first two, with 0.81 all.
/// </summary>
public static class DrawnWords
{
    /// <summary>
    /// The chi-square statistic of two degrees of freedom exceeds this once in a thousand seeds (NIST/SEMATECH e-Handbook,
    /// table 1.3.6.7.4).
    /// </summary>
    public const double ChiSquareLimit = 13.82;

    /// <summary>Temperature, top k, top p, and the expected share of each word.</summary>
    public static IEnumerable<object[]> Cases =>
    [
        [1.0, 0, 1.0, new[] { 0.5, 0.3, 0.2 }],
        [0.5, 0, 1.0, new[] { 25.0 / 38, 9.0 / 38, 4.0 / 38 }],
        [1.0, 2, 1.0, new[] { 0.625, 0.375, 0 }],
        [1.0, 1, 1.0, new[] { 1.0, 0, 0 }],
        [1.0, 0, 0.4, new[] { 1.0, 0, 0 }],
        [1.0, 0, 0.6, new[] { 0.625, 0.375, 0 }],
        [1.0, 0, 0.81, new[] { 0.5, 0.3, 0.2 }],
        [1.0, 2, 0.62, new[] { 1.0, 0, 0 }],
    ];

    /// <summary>The chi-square statistic of how often each word was drawn; infinite if an impossible one was drawn.</summary>
    /// <param name="counts">How often each word was drawn.</param>
    /// <param name="expected">The expected share of each word.</param>
    public static double ChiSquare(IReadOnlyList<int> counts, IReadOnlyList<double> expected)
    {
        int draws = counts.Sum();
        return counts.Zip(expected, (count, share) =>
            share > 0 ? Math.Pow(count - (draws * share), 2) / (draws * share) : count == 0 ? 0 : double.PositiveInfinity).Sum();
    }
}
