using System.Numerics.Tensors;
using Nmt.Search;

namespace Nmt.Cpu.Scoring;

/// <summary>Selects the tokens that a request asks for from distributions in memory.</summary>
internal static class TokenSelection
{
    /// <summary>Selects tokens.</summary>
    /// <param name="logProbabilities">Log-probabilities, <c>[rows, vocab]</c>; changed in place.</param>
    /// <param name="rows">Number of rows.</param>
    /// <param name="request">What to return.</param>
    /// <param name="attention">Attention weights, <c>[rows * srcLen]</c>; null for none.</param>
    public static TokenScores Select(Span<float> logProbabilities, int rows, StepRequest request, float[]? attention)
    {
        int vocabulary = logProbabilities.Length / rows;
        float[] requested = new float[request.Requested.Count];
        foreach (var (i, token) in request.Requested.Index())
        {
            requested[i] = logProbabilities[(token.Row * vocabulary) + token.Token];
        }

        foreach (int token in request.Forbidden)
        {
            for (int row = 0; row < rows; row++)
            {
                logProbabilities[(row * vocabulary) + token] = float.NegativeInfinity;
            }
        }

        foreach (var token in request.ForbiddenInRows)
        {
            logProbabilities[(token.Row * vocabulary) + token.Token] = float.NegativeInfinity;
        }

        int count = request.Draws is null ? Math.Min(request.TokensPerRow, vocabulary) : 1;
        int[] tokens = new int[rows * count];
        float[] values = new float[tokens.Length];
        var sampler = request.Draws is { } draws ? new TokenSampler(draws.Options, vocabulary) : null;
        for (int row = 0; row < rows && count > 0; row++)
        {
            var distribution = logProbabilities.Slice(row * vocabulary, vocabulary);
            if (sampler is null)
            {
                BestTokens.Find(distribution, tokens.AsSpan(row * count, count), values.AsSpan(row * count, count));
            }
            else
            {
                tokens[row] = sampler.Draw(distribution, request.Draws!.Uniform[row]);
                values[row] = distribution[tokens[row]];
            }
        }

        return new TokenScores(count, tokens, values)
        {
            Requested = requested, Attention = attention, AttentionWidth = attention is null ? 0 : attention.Length / rows,
        };
    }
}

/// <summary>Samples tokens by inversion, from the distribution that the options describe.</summary>
/// <param name="options">Temperature and truncation.</param>
/// <param name="vocabulary">Number of tokens.</param>
internal sealed class TokenSampler(SamplingOptions options, int vocabulary)
{
    private readonly float[] _probabilities = new float[vocabulary];
    private readonly int[] _order = new int[vocabulary];
    private readonly float[] _values = new float[vocabulary];

    /// <summary>Draws a token: the first whose cumulative probability exceeds a uniform number.</summary>
    /// <param name="logProbabilities">Log-probabilities of all tokens.</param>
    /// <param name="uniform">A random number in [0, 1).</param>
    public int Draw(ReadOnlySpan<float> logProbabilities, double uniform)
    {
        bool isTopK = options.TopK > 0 && options.TopK < vocabulary;
        bool isSorted = isTopK || options.TopP < 1;
        int count = isTopK ? options.TopK : vocabulary;
        var candidates = _values.AsSpan(0, count);
        if (isSorted)
        {
            BestTokens.Find(logProbabilities, _order.AsSpan(0, count), candidates);
        }
        else
        {
            logProbabilities.CopyTo(candidates);
        }

        var probabilities = _probabilities.AsSpan(0, count);
        TensorPrimitives.Divide<float>(candidates, (float)options.Temperature, probabilities);
        Attention.WeightNormalization.Softmax(probabilities);
        int rank = Rank(probabilities, uniform);
        return isSorted ? _order[rank] : rank;
    }

    private int Rank(ReadOnlySpan<float> probabilities, double uniform)
    {
        double total = 0;
        int end = 0;
        for (; end < probabilities.Length && (options.TopP >= 1 || total < options.TopP); end++)
        {
            total += probabilities[end];
        }

        double passed = 0;
        for (int rank = 0; rank < end; rank++)
        {
            passed += probabilities[rank];
            if (passed > uniform * total)
            {
                return rank;
            }
        }

        return end - 1;
    }
}
