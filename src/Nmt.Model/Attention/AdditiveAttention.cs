using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;

namespace Nmt.Model.Attention;

/// <summary>score(s, h) = v·tanh(W s + b + U h) (Bahdanau et al. 2015, section 3.1 and appendix A.1.2; they leave b out).</summary>
public sealed class AdditiveAttention : nn.Module<Tensor, Tensor, Tensor, Tensor>, IAttention
{
    [ComponentName(Name = "key")]
    private readonly Linear _key;

    [ComponentName(Name = "query")]
    private readonly Linear _query;

    [ComponentName(Name = "score")]
    private readonly Linear _score;

    /// <summary>Makes the mechanism with a hidden layer of <paramref name="size"/> units.</summary>
    public AdditiveAttention(long encoderSize, long decoderSize, long size, Device device)
        : base(nameof(AdditiveAttention))
    {
        _key = nn.Linear(encoderSize, size, hasBias: false, device: device);
        _query = nn.Linear(decoderSize, size, device: device);
        _score = nn.Linear(size, 1, hasBias: false, device: device);
        RegisterComponents();
    }

    /// <inheritdoc/>
    public Tensor ProjectKeys(Tensor states) => _key.call(states);

    /// <inheritdoc/>
    public Tensor Weigh(Tensor query, Tensor keys, Tensor padding) => call(query, keys, padding);

    /// <inheritdoc/>
    public override Tensor forward(Tensor query, Tensor keys, Tensor padding)
    {
        using var projected = _query.call(query);
        using var queries = projected.unsqueeze(2);          // [batch, queries, 1, size]
        using var wideKeys = keys.unsqueeze(1);              // [batch, 1, srcLen, size]
        using var sum = queries + wideKeys;                  // [batch, queries, srcLen, size]
        using var hidden = sum.tanh();
        using var scored = _score.call(hidden);
        using var scores = scored.squeeze(3);                // [batch, queries, srcLen]
        using var masked = scores.masked_fill(padding, double.NegativeInfinity);
        return masked.softmax(-1);
    }
}
