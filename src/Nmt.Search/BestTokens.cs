using System.Numerics;

namespace Nmt.Search;

/// <summary>The most probable tokens of a row on the host, for scorers that compute there.</summary>
public static class BestTokens
{
    /// <summary>Finds them, best first; NaN is better than every number, so that damaged scores show.</summary>
    /// <param name="logProbabilities">Of every token.</param>
    /// <param name="tokens">Takes the tokens; as many as its length, at most the vocabulary.</param>
    /// <param name="values">Takes their log-probabilities.</param>
    public static void Find(ReadOnlySpan<float> logProbabilities, Span<int> tokens, Span<float> values)
    {
        // values[..found] is sorted; almost all tokens are worse than its last one, and are passed over a vector at a time.
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

    /// <summary>Puts a token in its place, behind those that are as good; the last one is overwritten.</summary>
    private static void Insert(int token, float value, Span<int> tokens, Span<float> values)
    {
        int place = values.Length - 1;
        for (; place > 0 && IsBetter(value, values[place - 1]); place--)
        {
            (tokens[place], values[place]) = (tokens[place - 1], values[place - 1]);
        }

        (tokens[place], values[place]) = (token, value);
    }

    private static bool IsBetter(float one, float other) => one > other || (float.IsNaN(one) && !float.IsNaN(other));
}
