using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;

namespace Nmt.Model.Attention;

/// <summary>score(s, h) = s·(W h) (Luong et al. 2015, eq. 8, "general").</summary>
public sealed class GeneralScore : nn.Module<Tensor, Tensor, Tensor>, IAttentionScore
{
    [ComponentName(Name = "key")]
    private readonly Linear _key;

    /// <summary>Creates the score for encoder and decoder states of these widths.</summary>
    public GeneralScore(long encoderSize, long decoderSize, Device device)
        : base(nameof(GeneralScore))
    {
        _key = nn.Linear(encoderSize, decoderSize, hasBias: false, device: device);
        RegisterComponents();
    }

    /// <inheritdoc/>
    public bool IsDotProduct => true;

    /// <inheritdoc/>
    public Tensor ProjectKeys(Tensor states) => _key.call(states);

    /// <inheritdoc/>
    public Tensor Score(Tensor query, Tensor keys) => call(query, keys);

    /// <inheritdoc/>
    public override Tensor forward(Tensor query, Tensor keys)
    {
        using var transposed = keys.transpose(1, 2);
        return query.bmm(transposed); // [batch, queries, srcLen]
    }
}
