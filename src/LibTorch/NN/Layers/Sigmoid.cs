using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace TorchSharp.Modules;

/// <summary>1 / (1 + exp(-x)), element by element.</summary>
public sealed class Sigmoid : Module<Tensor, Tensor>
{
    private readonly bool _inPlace;

    internal Sigmoid(bool inPlace)
        : base(nameof(Sigmoid))
    {
        _inPlace = inPlace;
    }

    /// <inheritdoc/>
    public override Tensor forward(Tensor tensor) => functional.sigmoid(tensor, _inPlace);
}
