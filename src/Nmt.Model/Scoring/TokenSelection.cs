using System.Runtime.InteropServices;
using Nmt.Search;
using TorchSharp;
using static TorchSharp.torch;

namespace Nmt.Model.Scoring;

/// <summary>
/// Selects tokens from a distribution on its device. On a GPU, a step costs one copy of all ids to the device and one copy of
/// all results back: 2 numbers for each token of each row, whether the best ones or a sampled one.
/// </summary>
internal static class TokenSelection
{
    /// <summary>Selects the tokens that a request asks for.</summary>
    /// <param name="logProbabilities">Log-probabilities of all tokens, <c>[rows, vocab]</c>; changed in place.</param>
    /// <param name="request">What to return.</param>
    /// <param name="ids">The ids of the request on the device.</param>
    /// <param name="attention">Attention weights, <c>[rows, srcLen]</c>; null if they are not requested.</param>
    public static TokenScores Select(Tensor logProbabilities, StepRequest request, StepIds ids, Tensor? attention)
    {
        var results = new List<Tensor>();
        if (ids.Requested is { } requested)
        {
            results.Add(logProbabilities.view(-1).index_select(0, requested));
        }

        Forbid(logProbabilities, ids);
        // On the CPU the library would sort copies of whole rows.
        bool isOnHost = request.Draws is null && logProbabilities.device_type == DeviceType.CPU;
        int tokensPerRow = isOnHost ? (int)Math.Min(request.TokensPerRow, logProbabilities.shape[1]) : 0;
        if (!isOnHost && (request.Draws is not null || request.TokensPerRow > 0))
        {
            var (values, tokens) = request.Draws is { } draws ? Sample(logProbabilities, draws) : Best(logProbabilities, request.TokensPerRow);
            tokensPerRow = (int)values.shape[1];
            // A float represents every id below 2^24 exactly.
            results.AddRange([values.view(-1), tokens.to(ScalarType.Float32).view(-1)]);
        }

        if (attention is not null)
        {
            results.Add(attention.reshape(-1));
        }

        ReadOnlySpan<float> read = results.Count == 0 ? [] : cat(results).cpu().data<float>().ToArray();
        int split = request.Requested.Count;
        int count = isOnHost ? 0 : request.LastTokens.Length * tokensPerRow;
        var scores = isOnHost
            ? BestOnHost(logProbabilities, tokensPerRow)
            : new TokenScores(
                tokensPerRow, Array.ConvertAll(read.Slice(split + count, count).ToArray(), token => (int)token), read.Slice(split, count).ToArray());
        return scores with
        {
            Requested = read[..split].ToArray(),
            Attention = attention is null ? null : read[(split + (2 * count))..].ToArray(),
            AttentionWidth = attention is null ? 0 : (int)attention.shape[1],
        };
    }

    private static void Forbid(Tensor logProbabilities, StepIds ids)
    {
        if (ids.Forbidden is { } everywhere)
        {
            logProbabilities.index_fill_(1, everywhere, double.NegativeInfinity);
        }

        if (ids.ForbiddenInRows is { } inRows)
        {
            logProbabilities.view(-1).index_fill_(0, inRows, double.NegativeInfinity);
        }
    }

    private static TokenScores BestOnHost(Tensor logProbabilities, int count)
    {
        var rows = MemoryMarshal.Cast<byte, float>(logProbabilities.bytes);
        int vocabulary = (int)logProbabilities.shape[1];
        int[] tokens = new int[logProbabilities.shape[0] * count];
        float[] values = new float[tokens.Length];
        for (int start = 0; start < tokens.Length; start += count)
        {
            BestTokens.Find(rows.Slice(start / count * vocabulary, vocabulary), tokens.AsSpan(start, count), values.AsSpan(start, count));
        }

        return new TokenScores(count, tokens, values);
    }

    /// <summary>Returns the most probable tokens of each row, best first.</summary>
    internal static (Tensor Values, Tensor Tokens) Best(Tensor logProbabilities, int count) => count == 1
        ? logProbabilities.max(1, keepdim: true)
        : logProbabilities.topk((int)Math.Min(count, logProbabilities.shape[1]));

    /// <summary>Samples one token per row by inversion, from the distribution that the options describe.</summary>
    private static (Tensor Values, Tensor Tokens) Sample(Tensor logProbabilities, TokenDraws draws)
    {
        var (values, ids) = Candidates(logProbabilities, draws.Options);
        using var cumulated = Cumulate(values, draws.Options);                            // [rows, candidates]
        long last = cumulated.shape[1] - 1;
        var uniform = tensor(draws.Uniform, [draws.Uniform.Length, 1], device: logProbabilities.device);
        using var isPassed = cumulated.le(uniform * cumulated.narrow(1, last, 1));
        var ranks = isPassed.sum(1, keepdim: true).clamp(0, last);                        // [rows, 1]
        return (values.gather(1, ranks), ids is null ? ranks : ids.gather(1, ranks));
    }

    /// <summary>Computes cumulative probabilities of the candidates. Intermediate tensors are equally large, so they are freed at once.</summary>
    private static Tensor Cumulate(Tensor values, SamplingOptions options)
    {
        using var scaled = values / options.Temperature;
        using var probabilities = scaled.softmax(-1);
        var cumulated = probabilities.cumsum(1, ScalarType.Float64);
        if (options.TopP >= 1)
        {
            return cumulated;
        }

        using var nucleus = probabilities.masked_fill((cumulated - probabilities).ge(options.TopP), 0);
        cumulated.Dispose();
        return nucleus.cumsum(1, ScalarType.Float64);
    }

    /// <summary>Returns log-probabilities and ids of the tokens to sample from: best first if truncated, otherwise all, with null ids.</summary>
    private static (Tensor Values, Tensor? Ids) Candidates(Tensor logProbabilities, SamplingOptions options)
    {
        if (options.TopK > 0 && options.TopK < logProbabilities.shape[1])
        {
            return logProbabilities.topk(options.TopK);
        }

        return options.TopP < 1 ? logProbabilities.sort(1, descending: true) : (logProbabilities, null);
    }
}

/// <summary>The ids of a request on the device.</summary>
/// <param name="LastTokens">The last token of each row, <c>[rows]</c>.</param>
/// <param name="Forbidden">Tokens that are forbidden in every row; null for none.</param>
/// <param name="ForbiddenInRows">Tokens that are forbidden in individual rows, as indices of the flattened <c>[rows * vocab]</c>.</param>
/// <param name="Requested">Tokens whose log-probabilities are requested, as indices of the same.</param>
internal sealed record StepIds(Tensor LastTokens, Tensor? Forbidden, Tensor? ForbiddenInRows, Tensor? Requested)
{
    /// <summary>Copies all ids to a device in one transfer; they belong to the current dispose scope.</summary>
    public static StepIds Upload(StepRequest request, long vocabulary, Device device)
    {
        long Flatten(RowToken token) => (token.Row * vocabulary) + token.Token;
        long[] all =
        [
            .. request.LastTokens.Select(token => (long)token), .. request.Forbidden.Select(token => (long)token),
            .. request.ForbiddenInRows.Select(Flatten), .. request.Requested.Select(Flatten),
        ];
        var uploaded = tensor(all, device: device);
        long start = 0;
        Tensor? Next(int count)
        {
            start += count;
            return count == 0 ? null : uploaded.narrow(0, start - count, count);
        }

        return new StepIds(
            Next(request.LastTokens.Length)!, Next(request.Forbidden.Count), Next(request.ForbiddenInRows.Count), Next(request.Requested.Count));
    }
}
