namespace Nmt.Search;

/// <summary>
/// cp(X; Y) = β Σ_i log(min(Σ_j p_ij, 1)) (Wu et al. 2016, eq. 14), where p_ij is the attention of target token j to source
/// token i. It is 0 if every source token received a total attention of at least 1, and negative otherwise. The source's end
/// of sentence is excluded: it represents no word.
/// </summary>
/// <param name="beta">The weight β.</param>
public sealed class CoveragePenalty(double beta)
{
    /// <summary>Lower bound of a coverage, so that the logarithm is finite for source tokens that were never attended to.</summary>
    private const double MinCoverage = 1e-6;

    /// <summary>Computes the penalty, 0 or negative.</summary>
    /// <param name="attention">Weights on the source tokens and the source's end of sentence, one row per target token.</param>
    public double Of(IReadOnlyList<float[]> attention)
    {
        if (attention.Count == 0)
        {
            return 0;
        }

        double sum = 0;
        for (int i = 0; i < attention[0].Length - 1; i++)
        {
            double coverage = 0;
            foreach (float[] row in attention)
            {
                coverage += row[i];
            }

            sum += Math.Log(Math.Clamp(coverage, MinCoverage, 1));
        }

        return beta * sum;
    }
}
