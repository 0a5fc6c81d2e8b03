using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace TorchSharp.Modules;

/// <summary>In training, zeroes each element with probability p and scales the others by 1/(1-p).</summary>
public sealed class Dropout : Module<Tensor, Tensor>
{
    internal Dropout(double p, bool inplace)
        : base(nameof(Dropout))
    {
        this.p = p;
        this.inplace = inplace;
    }

    /// <summary>Whether the input itself is changed.</summary>
    public bool inplace { get; set; }

    /// <summary>The probability of a zero.</summary>
    public double p { get; set; }

    /// <inheritdoc/>
    public override Tensor forward(Tensor tensor) => functional.dropout(tensor, p, training, inplace);
}
