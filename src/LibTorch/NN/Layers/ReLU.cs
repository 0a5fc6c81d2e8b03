using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace TorchSharp.Modules;

/// <summary>max(0, x), element by element.</summary>
public sealed class ReLU : Module<Tensor, Tensor>
{
    private readonly bool _inPlace;

    internal ReLU(bool inPlace)
        : base(nameof(ReLU))
    {
        _inPlace = inPlace;
    }

    /// <inheritdoc/>
    public override Tensor forward(Tensor tensor) => functional.relu(tensor, _inPlace);
}
