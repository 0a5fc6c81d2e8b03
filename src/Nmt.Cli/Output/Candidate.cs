using Nmt.Search;
using Nmt.Text.Subwords;

namespace Nmt.Cli.Output;

/// <summary>A translation with what is known about it.</summary>
/// <param name="Text">The translation.</param>
/// <param name="Pieces">Its subwords, without the end of sentence.</param>
/// <param name="LogProbability">Sum over its tokens, the end of sentence included.</param>
/// <param name="Score">The log-probability under the length penalty.</param>
internal sealed record Candidate(string Text, IReadOnlyList<string> Pieces, double LogProbability, double Score)
{
    /// <summary>Log-probability of each piece, and at last of the end of sentence, where it has one; empty where nobody asked.</summary>
    public IReadOnlyList<double> TokenScores { get; init; } = [];

    /// <summary>Attention of each piece over the source's, ends of sentence left out, <c>[tgtLen, srcLen]</c>; null where nobody asked.</summary>
    public float[,]? Attention { get; init; }

    /// <summary>What it was joined from; nothing where the line was translated in one piece.</summary>
    public IReadOnlyList<HypothesisPart> Parts { get; init; } = [];

    /// <summary>Whether the length limit ended it.</summary>
    public bool IsCapped { get; init; }

    /// <summary>e to the mean cross-entropy of its tokens; null without token scores.</summary>
    public double? Perplexity => TokenScores.Count > 0 ? Math.Exp(-LogProbability / TokenScores.Count) : null;

    /// <summary>A hypothesis as it is written.</summary>
    /// <param name="text">Its text.</param>
    /// <param name="hypothesis">What is known about it.</param>
    /// <param name="vocabulary">The subwords that it consists of.</param>
    public static Candidate Of(string text, FinishedHypothesis hypothesis, Vocabulary vocabulary) =>
        new(text, [.. hypothesis.Tokens.Select(id => vocabulary[id])], hypothesis.LogProbability, hypothesis.Score)
        {
            TokenScores = hypothesis.TokenLogProbabilities, IsCapped = !hypothesis.IsComplete, Parts = hypothesis.Parts,
            Attention = hypothesis.Attention is { } rows ? WithoutEnds(rows, hypothesis.Tokens.Length) : null,
        };

    private static float[,] WithoutEnds(IReadOnlyList<float[]> rows, int targetLength)
    {
        int sourceLength = rows.Count > 0 ? rows[0].Length - 1 : 0;
        var weights = new float[targetLength, sourceLength];
        for (int target = 0; target < targetLength; target++)
        {
            for (int source = 0; source < sourceLength; source++)
            {
                weights[target, source] = rows[target][source];
            }
        }

        return weights;
    }
}
