using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;

namespace Nmt.Model.Attention;

/// <summary>score(s, h) = s·(W h) (Luong et al. 2015, eq. 8, "general").</summary>
public sealed class GeneralAttention : nn.Module<Tensor, Tensor, Tensor, Tensor>, IAttention
{
    [ComponentName(Name = "key")]
    private readonly Linear _key;

    /// <summary>Makes the mechanism for encoder states and decoder states of these widths.</summary>
    public GeneralAttention(long encoderSize, long decoderSize, Device device)
        : base(nameof(GeneralAttention))
    {
        _key = nn.Linear(encoderSize, decoderSize, hasBias: false, device: device);
        RegisterComponents();
    }

    /// <inheritdoc/>
    public Tensor ProjectKeys(Tensor states) => _key.call(states);

    /// <inheritdoc/>
    public Tensor Weigh(Tensor query, Tensor keys, Tensor padding) => call(query, keys, padding);

    /// <inheritdoc/>
    public override Tensor forward(Tensor query, Tensor keys, Tensor padding)
    {
        using var transposed = keys.transpose(1, 2);
        using var scores = query.bmm(transposed); // [batch, queries, srcLen]
        using var masked = scores.masked_fill(padding, double.NegativeInfinity);
        return masked.softmax(-1);
    }
}
