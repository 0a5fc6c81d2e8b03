using System.Numerics.Tensors;
using Nmt.Runs.Config;

namespace Nmt.Cpu.Attention;

/// <summary>Turns scores into weights that sum to 1, in place.</summary>
internal static class WeightNormalization
{
    /// <summary>Normalizes scores.</summary>
    /// <param name="kind">The function.</param>
    /// <param name="scores">The scores, at least one; replaced by the weights.</param>
    /// <param name="scratch">As many elements.</param>
    public static void Apply(AttentionNormalization kind, Span<float> scores, Span<float> scratch)
    {
        switch (kind)
        {
            case AttentionNormalization.Softmax:
                Softmax(scores);
                break;
            case AttentionNormalization.Sparsemax:
                Sparsemax(scores, scratch[..scores.Length]);
                break;
            case AttentionNormalization.Entmax15:
                Entmax15(scores, scratch[..scores.Length]);
                break;
            default:
                throw new InvalidOperationException($"unknown normalization {kind}");
        }
    }

    /// <summary>The exponentials of the scores, divided by their sum.</summary>
    public static void Softmax(Span<float> scores)
    {
        TensorPrimitives.Subtract(scores, TensorPrimitives.Max<float>(scores), scores);
        TensorPrimitives.Exp<float>(scores, scores);
        TensorPrimitives.Divide(scores, TensorPrimitives.Sum<float>(scores), scores);
    }

    /// <summary>The projection onto the simplex (Martins and Astudillo 2016, algorithm 1).</summary>
    private static void Sparsemax(Span<float> scores, Span<float> sorted)
    {
        Sort(scores, sorted);
        double sum = 0;
        double threshold = 0;
        for (int k = 1; k <= sorted.Length; k++)
        {
            sum += sorted[k - 1];
            if (1 + (k * (double)sorted[k - 1]) <= sum)
            {
                break;
            }

            threshold = (sum - 1) / k;
        }

        foreach (ref float score in scores)
        {
            score = (float)Math.Max(score - threshold, 0);
        }
    }

    /// <summary>The 1.5-entmax (Peters et al. 2019, algorithm 2).</summary>
    private static void Entmax15(Span<float> scores, Span<float> sorted)
    {
        Sort(scores, sorted);
        double sum = 0;
        double squares = 0;
        double threshold = 0;
        for (int k = 1; k <= sorted.Length; k++)
        {
            double half = sorted[k - 1] / 2.0;
            sum += half;
            squares += half * half;
            double mean = sum / k;
            double spread = squares - (k * mean * mean);
            double next = mean - Math.Sqrt(Math.Max(0, (1 - spread) / k));
            if (next > half)
            {
                break;
            }

            threshold = next;
        }

        foreach (ref float score in scores)
        {
            double root = Math.Max((score / 2.0) - threshold, 0);
            score = (float)(root * root);
        }
    }

    /// <summary>Subtracts the largest score, and sorts a copy in descending order.</summary>
    private static void Sort(Span<float> scores, Span<float> sorted)
    {
        TensorPrimitives.Subtract(scores, TensorPrimitives.Max<float>(scores), scores);
        scores.CopyTo(sorted);
        sorted.Sort();
        sorted.Reverse();
    }
}
