using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;

namespace Nmt.Model.Attention.Scores;

/// <summary>
/// score(s, h) = v·tanh(W s + b + U h) (Bahdanau et al. 2015, section 3.1 and appendix A.1.2; they omit b). A head has its part
/// of the hidden layer and of v.
/// </summary>
public sealed class AdditiveScore : nn.Module<Tensor, Tensor, Tensor>, IAttentionScore
{
    [ComponentName(Name = "key")]
    private readonly Linear _key;

    [ComponentName(Name = "query")]
    private readonly Linear _query;

    [ComponentName(Name = "score")]
    private readonly Linear _score;

    private readonly int _heads;

    /// <summary>Creates the score with a hidden layer of <paramref name="size"/> units.</summary>
    public AdditiveScore(long encoderSize, long decoderSize, long size, int heads, Device device)
        : base(nameof(AdditiveScore))
    {
        (_heads, KeySize) = (heads, size);
        _key = nn.Linear(encoderSize, size, hasBias: false, device: device);
        _query = nn.Linear(decoderSize, size, device: device);
        _score = nn.Linear(size, 1, hasBias: false, device: device);
        RegisterComponents();
    }

    /// <inheritdoc/>
    public bool IsDotProduct => false;

    /// <inheritdoc/>
    public long KeySize { get; }

    /// <inheritdoc/>
    public Tensor ProjectKeys(Tensor states) => _key.call(states);

    /// <inheritdoc/>
    public Tensor Score(Tensor query, Tensor keys) => call(query, keys);

    /// <inheritdoc/>
    public override Tensor forward(Tensor query, Tensor keys)
    {
        using var projected = _query.call(query);
        return HiddenLayerScore.Compute(projected, keys, _score.weight!, _heads);
    }
}

/// <summary>The common part of scores with a hidden layer: v·tanh(q + k) for all pairs of queries and keys.</summary>
internal static class HiddenLayerScore
{
    /// <summary>Computes the scores, <c>[batch, heads, queries, srcLen]</c>.</summary>
    /// <param name="query">Projected queries, <c>[batch, queries, size]</c>.</param>
    /// <param name="keys">Projected keys, <c>[batch, srcLen, size]</c>.</param>
    /// <param name="weight">v, <c>[1, size]</c>.</param>
    /// <param name="heads">Number of heads.</param>
    public static Tensor Compute(Tensor query, Tensor keys, Tensor weight, int heads)
    {
        using var queries = query.unsqueeze(2);              // [batch, queries, 1, size]
        using var wideKeys = keys.unsqueeze(1);              // [batch, 1, srcLen, size]
        using var sum = queries + wideKeys;                  // [batch, queries, srcLen, size]
        using var hidden = sum.tanh();
        if (heads == 1)
        {
            using var scored = nn.functional.linear(hidden, weight);
            using var matrix = scored.squeeze(3);            // [batch, queries, srcLen]
            return matrix.unsqueeze(1);
        }

        using var scope = NewDisposeScope();
        long[] shape = [.. hidden.shape.Take(3), heads, hidden.shape[3] / heads];
        return (hidden * weight.squeeze(0)).view(shape).sum(4).permute(0, 3, 1, 2).MoveToOuterDisposeScope();
    }
}
