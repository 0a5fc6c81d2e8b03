using TorchSharp.Utils;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace TorchSharp.Modules;

/// <summary>An affine map of the last dimension, <c>x Wᵀ + b</c>.</summary>
public sealed class Linear : Module<Tensor, Tensor>
{
    [ComponentName(Name = nameof(weight))]
    private Parameter _weight;

    [ComponentName(Name = nameof(bias))]
    private Parameter? _bias;

    internal Linear(Parameter weight, Parameter? bias)
        : base(nameof(Linear))
    {
        _weight = weight;
        _bias = bias;
        in_features = weight.shape[1];
        out_features = weight.shape[0];
        RegisterComponents();
    }

    /// <summary>W, <c>[out, in]</c>. The setter shares what it is given and drops the old matrix.</summary>
    public Parameter weight
    {
        get => _weight;
        set
        {
            ArgumentNullException.ThrowIfNull(value);
            if (!ReferenceEquals(value, _weight))
            {
                _weight.Dispose();
                _weight = value;
                ConditionallyRegisterParameter(nameof(weight), value);
            }
        }
    }

    /// <summary>b, <c>[out]</c>, or null.</summary>
    public Parameter? bias
    {
        get => _bias;
        set
        {
            if (!ReferenceEquals(value, _bias))
            {
                _bias?.Dispose();
                _bias = value;
                ConditionallyRegisterParameter(nameof(bias), value);
            }
        }
    }

    /// <summary>The size of the last dimension before the map.</summary>
    public long in_features { get; set; }

    /// <summary>The size of the last dimension after the map.</summary>
    public long out_features { get; set; }

    /// <inheritdoc/>
    public override Tensor forward(Tensor tensor) => functional.linear(tensor, _weight, _bias);

    /// <summary>Both drawn from U(-1/√in, 1/√in), the weight first, as PyTorch does.</summary>
    internal static Linear Create(long inputSize, long outputSize, bool hasBias, Device? device, ScalarType? dtype)
    {
        var bound = inputSize > 0 ? 1 / Math.Sqrt(inputSize) : 0;
        var weight = empty([outputSize, inputSize], dtype, device);
        init.uniform_(weight, -bound, bound);
        Parameter? bias = null;
        if (hasBias)
        {
            var offsets = empty([outputSize], dtype, device);
            init.uniform_(offsets, -bound, bound);
            bias = new Parameter(offsets);
        }

        return new Linear(new Parameter(weight), bias);
    }
}
