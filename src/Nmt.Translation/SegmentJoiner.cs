using Nmt.Search;

namespace Nmt.Translation;

/// <summary>Joins the translations of a line's segments.</summary>
internal static class SegmentJoiner
{
    /// <summary>
    /// Joins the best translations of all segments, then the second best, and so on, as long as every segment has one.
    /// Log-probabilities are added; the score is the mean over the segments, so that it remains comparable with other lines.
    /// </summary>
    /// <param name="segments">The translations of each segment, best first.</param>
    /// <param name="sourceLengths">Source subwords of each segment.</param>
    public static IReadOnlyList<FinishedHypothesis> Join(
        IReadOnlyList<IReadOnlyList<FinishedHypothesis>> segments, IReadOnlyList<int> sourceLengths)
    {
        if (segments.Count <= 1)
        {
            return segments.Count == 0 ? [] : segments[0];
        }

        int count = segments.Min(segment => segment.Count);
        return [.. Enumerable.Range(0, count).Select(rank => Join([.. segments.Select(segment => segment[rank])], sourceLengths))];
    }

    /// <summary>Joins one translation of each segment.</summary>
    /// <param name="segments">The translations of the segments.</param>
    /// <param name="sourceLengths">Source subwords of each segment.</param>
    public static FinishedHypothesis Join(FinishedHypothesis[] segments, IReadOnlyList<int> sourceLengths) => new(
        [.. segments.SelectMany(segment => segment.Tokens)], segments.Sum(segment => segment.LogProbability), segments.Average(segment => segment.Score),
        Array.TrueForAll(segments, segment => segment.IsComplete))
    {
        LacksPhrases = Array.Exists(segments, segment => segment.LacksPhrases),
        TokenLogProbabilities = JoinLogProbabilities(segments),
        Segments = [.. segments.Zip(sourceLengths, (segment, length) => new SegmentLengths(length, segment.Tokens.Length, segment.IsComplete))],
        Attention = Array.TrueForAll(segments, segment => segment.Attention is { Count: > 0 }) ? JoinAttention(segments) : null,
    };

    /// <summary>
    /// One value per token of the joined translation and one for its end. The end of an inner segment is added to the token before it,
    /// so that the sum equals the log-probability.
    /// </summary>
    private static List<double> JoinLogProbabilities(FinishedHypothesis[] segments)
    {
        var joined = new List<double>();
        double pending = 0;
        for (int i = 0; i < segments.Length; i++)
        {
            for (int t = 0; t < segments[i].TokenLogProbabilities.Count; t++)
            {
                double logProbability = segments[i].TokenLogProbabilities[t];
                bool isInnerEnd = t == segments[i].Tokens.Length && i + 1 < segments.Length;
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
    /// Each segment attends only to itself: the joined weights are blocks along the diagonal. Inner ends of sentence are
    /// omitted, as in the tokens and the source.
    /// </summary>
    private static List<float[]> JoinAttention(FinishedHypothesis[] segments)
    {
        int[] widths = Array.ConvertAll(segments, segment => segment.Attention![0].Length - 1);
        int width = widths.Sum() + 1;
        var joined = new List<float[]>();
        int left = 0;
        for (int i = 0; i < segments.Length; i++)
        {
            bool isLast = i + 1 == segments.Length;
            foreach (float[] row in segments[i].Attention!.Take(isLast ? int.MaxValue : segments[i].Tokens.Length))
            {
                float[] wide = new float[width];
                row.AsSpan(0, isLast ? row.Length : row.Length - 1).CopyTo(wide.AsSpan(left));
                joined.Add(wide);
            }

            left += widths[i];
        }

        return joined;
    }
}
