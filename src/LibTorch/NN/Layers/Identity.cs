using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace TorchSharp.Modules;

/// <summary>Gives its input back as another object that shares its data, so that either can be disposed.</summary>
public sealed class Identity : Module<Tensor, Tensor>
{
    internal Identity()
        : base(nameof(Identity))
    {
    }

    /// <inheritdoc/>
    public override Tensor forward(Tensor tensor) => tensor.alias();
}
