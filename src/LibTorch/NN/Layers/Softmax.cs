using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace TorchSharp.Modules;

/// <summary>exp(x) over its sum along one dimension.</summary>
public sealed class Softmax : Module<Tensor, Tensor>
{
    private readonly long _dimension;

    internal Softmax(long dim)
        : base(nameof(Softmax))
    {
        _dimension = dim;
    }

    /// <inheritdoc/>
    public override Tensor forward(Tensor tensor) => functional.softmax(tensor, _dimension);
}
