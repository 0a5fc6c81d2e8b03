using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;

namespace Nmt.Model.Attention.Scores;

/// <summary>
/// score(s, h) = cos(s, W h) / T: the cosine of the angle between them, with a temperature T that is fixed or learnt, one per head
/// (after Graves et al. 2014, eq. 5 and 6, whose key strength is 1/T).
/// </summary>
public sealed class CosineScore : nn.Module<Tensor, Tensor, Tensor>, IAttentionScore
{
    /// <summary>The temperature at which learning begins: the scores then range from -10 to 10.</summary>
    public const double InitialTemperature = 0.1;

    [ComponentName(Name = "key")]
    private readonly Linear _key;

    [ComponentName(Name = "log_temperature")]
    private readonly Parameter? _logTemperature;

    private readonly int _heads;
    private readonly double _temperature;

    /// <summary>Creates the score for encoder and decoder states of these widths.</summary>
    /// <param name="encoderSize">Width of encoder states.</param>
    /// <param name="decoderSize">Width of decoder states.</param>
    /// <param name="heads">Number of heads.</param>
    /// <param name="temperature">The temperature; null learns it.</param>
    /// <param name="device">Where the weights are.</param>
    public CosineScore(long encoderSize, long decoderSize, int heads, double? temperature, Device device)
        : base(nameof(CosineScore))
    {
        (_heads, KeySize, _temperature) = (heads, decoderSize, temperature ?? 1);
        _key = nn.Linear(encoderSize, decoderSize, hasBias: false, device: device);
        _logTemperature = temperature is null ? new Parameter(zeros([heads], device: device)) : null;
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
        using var scope = NewDisposeScope();
        var cosines = HeadProducts.Of(Normalize(query), Normalize(keys), _heads);            // [batch, heads, queries, srcLen]
        var scores = _logTemperature is null
            ? cosines / _temperature
            : cosines * _logTemperature.neg().exp().view(1, _heads, 1, 1);
        return scores.MoveToOuterDisposeScope();
    }

    /// <summary>Scales each head's part to length 1; a zero vector remains zero.</summary>
    private Tensor Normalize(Tensor vectors)
    {
        long[] split = [.. vectors.shape.Take(2), _heads, vectors.shape[2] / _heads];
        return nn.functional.normalize(vectors.reshape(split), dim: 3).view(vectors.shape);
    }
}
