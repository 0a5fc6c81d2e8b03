using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;

namespace Nmt.Model.Attention.Scores;

/// <summary>
/// score(s, h) = v·tanh(W [s; h]) (Luong et al. 2015, eq. 8, "concat"). The product with the columns of h is computed once per
/// sentence. A head has its part of the hidden layer and of v.
/// </summary>
public sealed class ConcatScore : nn.Module<Tensor, Tensor, Tensor>, IAttentionScore
{
    [ComponentName(Name = "concat")]
    private readonly Linear _concat;

    [ComponentName(Name = "score")]
    private readonly Linear _score;

    private readonly int _heads;
    private readonly long _decoderSize;

    /// <summary>Creates the score with a hidden layer of <paramref name="size"/> units.</summary>
    public ConcatScore(long encoderSize, long decoderSize, long size, int heads, Device device)
        : base(nameof(ConcatScore))
    {
        (_heads, _decoderSize, KeySize) = (heads, decoderSize, size);
        _concat = nn.Linear(decoderSize + encoderSize, size, hasBias: false, device: device);
        _score = nn.Linear(size, 1, hasBias: false, device: device);
        RegisterComponents();
    }

    /// <inheritdoc/>
    public bool IsDotProduct => false;

    /// <inheritdoc/>
    public long KeySize { get; }

    /// <inheritdoc/>
    public Tensor ProjectKeys(Tensor states)
    {
        using var weight = _concat.weight!.narrow(1, _decoderSize, states.shape[2]);
        return nn.functional.linear(states, weight);
    }

    /// <inheritdoc/>
    public Tensor Score(Tensor query, Tensor keys) => call(query, keys);

    /// <inheritdoc/>
    public override Tensor forward(Tensor query, Tensor keys)
    {
        using var weight = _concat.weight!.narrow(1, 0, _decoderSize);
        using var projected = nn.functional.linear(query, weight);
        return HiddenLayerScore.Compute(projected, keys, _score.weight!, _heads);
    }
}
