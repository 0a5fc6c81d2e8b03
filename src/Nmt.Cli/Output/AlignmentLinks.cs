using System.Globalization;
using Nmt.Plots;

namespace Nmt.Cli.Output;

/// <summary>Alignments from attention.</summary>
internal static class AlignmentLinks
{
    /// <summary>
    /// The weights between words or subwords: those of a source word's subwords are summed, those of a target word's averaged
    /// (as Zenkel et al. 2019 and Garg et al. 2019 do).
    /// </summary>
    /// <returns>The weights, <c>[tgtLen, srcLen]</c>.</returns>
    public static float[,] Weights(IReadOnlyList<string> sourcePieces, Candidate candidate, AlignmentLevel level)
    {
        float[,] weights = candidate.Attention ?? throw new InvalidOperationException("the search was not asked to keep attention");
        return level == AlignmentLevel.Subword
            ? weights
            : new AttentionMatrix("", sourcePieces, candidate.Pieces, weights).MergeWords().Weights;
    }

    /// <summary>One link for each target token: to the source token with the largest weight, the first of equals.</summary>
    public static IEnumerable<(int Source, int Target)> Links(float[,] weights)
    {
        for (int target = 0; target < weights.GetLength(0); target++)
        {
            int best = 0;
            for (int source = 1; source < weights.GetLength(1); source++)
            {
                if (weights[target, source] > weights[target, best])
                {
                    best = source;
                }
            }

            if (weights.GetLength(1) > 0)
            {
                yield return (best, target);
            }
        }
    }

    /// <summary>Links in Pharaoh's form, source first: <c>0-1 2-0</c>.</summary>
    public static string Pharaoh(float[,] weights) =>
        string.Join(' ', Links(weights).Select(link => string.Create(CultureInfo.InvariantCulture, $"{link.Source}-{link.Target}")));
}
