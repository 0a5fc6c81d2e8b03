using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;

namespace Nmt.Model.Attention;

/// <summary>score(s, h) = v·tanh(W s + b + U h) (Bahdanau et al. 2015, section 3.1 and appendix A.1.2; they omit b).</summary>
public sealed class AdditiveScore : nn.Module<Tensor, Tensor, Tensor>, IAttentionScore
{
    [ComponentName(Name = "key")]
    private readonly Linear _key;

    [ComponentName(Name = "query")]
    private readonly Linear _query;

    [ComponentName(Name = "score")]
    private readonly Linear _score;

    /// <summary>Creates the score with a hidden layer of <paramref name="size"/> units.</summary>
    public AdditiveScore(long encoderSize, long decoderSize, long size, Device device)
        : base(nameof(AdditiveScore))
    {
        _key = nn.Linear(encoderSize, size, hasBias: false, device: device);
        _query = nn.Linear(decoderSize, size, device: device);
        _score = nn.Linear(size, 1, hasBias: false, device: device);
        RegisterComponents();
    }

    /// <inheritdoc/>
    public bool IsDotProduct => false;

    /// <inheritdoc/>
    public Tensor ProjectKeys(Tensor states) => _key.call(states);

    /// <inheritdoc/>
    public Tensor Score(Tensor query, Tensor keys) => call(query, keys);

    /// <inheritdoc/>
    public override Tensor forward(Tensor query, Tensor keys)
    {
        using var projected = _query.call(query);
        using var queries = projected.unsqueeze(2);          // [batch, queries, 1, size]
        using var wideKeys = keys.unsqueeze(1);              // [batch, 1, srcLen, size]
        using var sum = queries + wideKeys;                  // [batch, queries, srcLen, size]
        using var hidden = sum.tanh();
        using var scored = _score.call(hidden);
        return scored.squeeze(3);                            // [batch, queries, srcLen]
    }
}
