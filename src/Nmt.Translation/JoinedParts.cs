using Nmt.Search;

namespace Nmt.Translation;

/// <summary>Translations of a line from those of its parts.</summary>
internal static class JoinedParts
{
    /// <summary>
    /// The best of all parts make the best translation, the second best the second, and so on, as far as every part goes.
    /// Log-probabilities are added; the score is the mean of the parts', so that it stays comparable with other lines'.
    /// </summary>
    /// <param name="parts">The translations of each part, best first.</param>
    /// <param name="sourceLengths">Source subwords of each part.</param>
    public static IReadOnlyList<FinishedHypothesis> Join(
        IReadOnlyList<IReadOnlyList<FinishedHypothesis>> parts, IReadOnlyList<int> sourceLengths)
    {
        if (parts.Count <= 1)
        {
            return parts.Count == 0 ? [] : parts[0];
        }

        int count = parts.Min(part => part.Count);
        return [.. Enumerable.Range(0, count).Select(rank => Join([.. parts.Select(part => part[rank])], sourceLengths))];
    }

    /// <summary>One translation of the whole from one of each part.</summary>
    /// <param name="parts">The translations of the parts.</param>
    /// <param name="sourceLengths">Source subwords of each part.</param>
    public static FinishedHypothesis Join(FinishedHypothesis[] parts, IReadOnlyList<int> sourceLengths) => new(
        [.. parts.SelectMany(part => part.Tokens)], parts.Sum(part => part.LogProbability), parts.Average(part => part.Score),
        Array.TrueForAll(parts, part => part.IsComplete))
    {
        TokenLogProbabilities = JoinLogProbabilities(parts),
        Parts = [.. parts.Zip(sourceLengths, (part, length) => new HypothesisPart(length, part.Tokens.Length, part.IsComplete))],
        Attention = Array.TrueForAll(parts, part => part.Attention is { Count: > 0 }) ? JoinAttention(parts) : null,
    };

    /// <summary>
    /// One for each token of the whole, and one for its end: the end of a part in the middle counts with the token before it,
    /// so that the sum stays the log-probability.
    /// </summary>
    private static List<double> JoinLogProbabilities(FinishedHypothesis[] parts)
    {
        var joined = new List<double>();
        double pending = 0;
        for (int i = 0; i < parts.Length; i++)
        {
            for (int t = 0; t < parts[i].TokenLogProbabilities.Count; t++)
            {
                double logProbability = parts[i].TokenLogProbabilities[t];
                bool isInnerEnd = t == parts[i].Tokens.Length && i + 1 < parts.Length;
                if (isInnerEnd && joined.Count > 0)
                {
                    joined[^1] += logProbability;
                }
                else if (isInnerEnd)
                {
                    pending += logProbability;
                }
                else
                {
                    joined.Add(logProbability + pending);
                    pending = 0;
                }
            }
        }

        return joined;
    }

    /// <summary>
    /// Each part attends to itself: the weights of the whole are blocks along the diagonal. Ends of sentence in the middle are
    /// left out, as they are of tokens and source.
    /// </summary>
    private static List<float[]> JoinAttention(FinishedHypothesis[] parts)
    {
        int[] widths = Array.ConvertAll(parts, part => part.Attention![0].Length - 1);
        int width = widths.Sum() + 1;
        var joined = new List<float[]>();
        int left = 0;
        for (int i = 0; i < parts.Length; i++)
        {
            bool isLast = i + 1 == parts.Length;
            foreach (float[] row in parts[i].Attention!.Take(isLast ? int.MaxValue : parts[i].Tokens.Length))
            {
                var wide = new float[width];
                row.AsSpan(0, isLast ? row.Length : row.Length - 1).CopyTo(wide.AsSpan(left));
                joined.Add(wide);
            }

            left += widths[i];
        }

        return joined;
    }
}
