using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace TorchSharp.Modules;

/// <summary>The hyperbolic tangent, element by element.</summary>
public sealed class Tanh : Module<Tensor, Tensor>
{
    private readonly bool _inPlace;

    internal Tanh(bool inPlace)
        : base(nameof(Tanh))
    {
        _inPlace = inPlace;
    }

    /// <inheritdoc/>
    public override Tensor forward(Tensor tensor) => functional.tanh(tensor, _inPlace);
}
