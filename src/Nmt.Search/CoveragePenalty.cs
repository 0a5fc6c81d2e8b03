namespace Nmt.Search;

/// <summary>
/// cp(X; Y) = β Σ_i log(min(Σ_j p_ij, 1)) (Wu et al. 2016, eq. 14), where p_ij is the attention of target token j to source
/// token i. It is 0 where every source token got attention of 1 in all, and below where not. The source's end of sentence
/// is left out: it represents no word.
/// </summary>
/// <param name="beta">The weight β.</param>
public sealed class CoveragePenalty(double beta)
{
    /// <summary>Attention that a source token has at least, so that the logarithm of one never attended to is finite.</summary>
    private const double Least = 1e-6;

    /// <summary>The penalty, 0 or below.</summary>
    /// <param name="attention">Weights of the source's tokens and its end of sentence, one row per target token.</param>
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

            sum += Math.Log(Math.Clamp(coverage, Least, 1));
        }

        return beta * sum;
    }
}
