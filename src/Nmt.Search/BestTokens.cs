using System.Numerics;

namespace Nmt.Search;

/// <summary>Finds the most probable tokens of a row on the host, for scorers that compute there.</summary>
public static class BestTokens
{
    /// <summary>Finds the most probable tokens, best first. NaN ranks above every number, so that damaged scores are noticed.</summary>
    /// <param name="logProbabilities">Log-probabilities of all tokens.</param>
    /// <param name="tokens">Receives the tokens; its length, at most the vocabulary size, is their number.</param>
    /// <param name="values">Receives their log-probabilities.</param>
    public static void Find(ReadOnlySpan<float> logProbabilities, Span<int> tokens, Span<float> values)
    {
        // values[..found] is sorted. Almost all tokens are worse than its last one and are skipped a vector at a time.
        int found = 0;
        int token = 0;
        while (token < logProbabilities.Length)
        {
            if (found == tokens.Length && token + Vector<float>.Count <= logProbabilities.Length
                && Vector.LessThanOrEqualAll(new Vector<float>(logProbabilities[token..]), new Vector<float>(values[^1])))
            {
                token += Vector<float>.Count;
                continue;
            }

            int end = Math.Min(token + Vector<float>.Count, logProbabilities.Length);
            for (; token < end; token++)
            {
                if (found < tokens.Length || IsBetter(logProbabilities[token], values[^1]))
                {
                    found = Math.Min(found + 1, tokens.Length);
                    Insert(token, logProbabilities[token], tokens[..found], values[..found]);
                }
            }
        }
    }

    /// <summary>Inserts a token in sorted order, after equally good ones; overwrites the last one.</summary>
    private static void Insert(int token, float value, Span<int> tokens, Span<float> values)
    {
        int index = values.Length - 1;
        for (; index > 0 && IsBetter(value, values[index - 1]); index--)
        {
            (tokens[index], values[index]) = (tokens[index - 1], values[index - 1]);
        }

        (tokens[index], values[index]) = (token, value);
    }

    private static bool IsBetter(float one, float other) => one > other || (float.IsNaN(one) && !float.IsNaN(other));
}
