using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace TorchSharp.Modules;

/// <summary>The logarithm of the softmax along one dimension.</summary>
public sealed class LogSoftmax : Module<Tensor, Tensor>
{
    private readonly long _dimension;

    internal LogSoftmax(long dim)
        : base(nameof(LogSoftmax))
    {
        _dimension = dim;
    }

    /// <inheritdoc/>
    public override Tensor forward(Tensor tensor) => functional.log_softmax(tensor, _dimension);
}
