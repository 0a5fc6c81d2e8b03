using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;

namespace Nmt.Model.Attention.Scores;

/// <summary>score(s, h) = (W s)·(U h) / √d, where d is the width of a head (Vaswani et al. 2017, eq. 1 and section 3.2.2).</summary>
public sealed class ScaledDotScore : nn.Module<Tensor, Tensor, Tensor>, IAttentionScore
{
    [ComponentName(Name = "key")]
    private readonly Linear _key;

    [ComponentName(Name = "query")]
    private readonly Linear _query;

    private readonly int _heads;

    /// <summary>Creates the score with queries and keys of <paramref name="size"/> units, those of all heads together.</summary>
    public ScaledDotScore(long encoderSize, long decoderSize, long size, int heads, Device device)
        : base(nameof(ScaledDotScore))
    {
        (_heads, KeySize) = (heads, size);
        _key = nn.Linear(encoderSize, size, hasBias: false, device: device);
        _query = nn.Linear(decoderSize, size, hasBias: false, device: device);
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
        using var scaled = projected * (1 / Math.Sqrt((double)KeySize / _heads));
        return HeadProducts.Of(scaled, keys, _heads);
    }
}
