using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace TorchSharp.Modules;

/// <summary>x Φ(x), element by element.</summary>
public sealed class GELU : Module<Tensor, Tensor>
{
    private readonly bool _inPlace;

    internal GELU(bool inPlace)
        : base(nameof(GELU))
    {
        _inPlace = inPlace;
    }

    /// <inheritdoc/>
    public override Tensor forward(Tensor tensor) => functional.gelu(tensor, _inPlace);
}
