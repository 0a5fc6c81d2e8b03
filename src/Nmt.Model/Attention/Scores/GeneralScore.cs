using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;

namespace Nmt.Model.Attention.Scores;

/// <summary>score(s, h) = s·(W h) (Luong et al. 2015, eq. 8, "general").</summary>
public sealed class GeneralScore : nn.Module<Tensor, Tensor, Tensor>, IAttentionScore
{
    [ComponentName(Name = "key")]
    private readonly Linear _key;

    private readonly int _heads;

    /// <summary>Creates the score for encoder and decoder states of these widths.</summary>
    public GeneralScore(long encoderSize, long decoderSize, int heads, Device device)
        : base(nameof(GeneralScore))
    {
        (_heads, KeySize) = (heads, decoderSize);
        _key = nn.Linear(encoderSize, decoderSize, hasBias: false, device: device);
        RegisterComponents();
    }

    /// <inheritdoc/>
    public bool IsDotProduct => _heads == 1;

    /// <inheritdoc/>
    public long KeySize { get; }

    /// <inheritdoc/>
    public Tensor ProjectKeys(Tensor states) => _key.call(states);

    /// <inheritdoc/>
    public Tensor Score(Tensor query, Tensor keys) => call(query, keys);

    /// <inheritdoc/>
    public override Tensor forward(Tensor query, Tensor keys) => HeadProducts.Of(query, keys, _heads);
}
