using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>A tensor that a module registers as trainable.</summary>
public sealed class Parameter : Tensor
{
    /// <summary>Makes a parameter of a tensor and takes over its handle: the given object must not be used afterwards.</summary>
    public Parameter(Tensor data, bool requires_grad = true)
        : base(data.DecoupleFromNativeHandle())
    {
        this.requires_grad = requires_grad;
    }
}
