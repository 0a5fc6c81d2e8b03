using TorchSharp.Utils;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace TorchSharp.Modules;

/// <summary>Normalizes the last dimensions to mean 0 and variance 1, then scales and shifts them (Ba et al. 2016).</summary>
public sealed class LayerNorm : Module<Tensor, Tensor>
{
    [ComponentName(Name = nameof(weight))]
    private Parameter? _weight;

    [ComponentName(Name = nameof(bias))]
    private Parameter? _bias;

    internal LayerNorm(long[] normalizedShape, double eps, bool elementwiseAffine, bool bias, Device? device, ScalarType? dtype)
        : base(nameof(LayerNorm))
    {
        normalized_shape = [.. normalizedShape];
        this.eps = eps;
        elementwise_affine = elementwiseAffine;
        if (elementwiseAffine)
        {
            _weight = new Parameter(ones(normalizedShape, dtype, device));
            _bias = bias ? new Parameter(zeros(normalizedShape, dtype, device)) : null;
        }

        RegisterComponents();
    }

    /// <summary>The shift, or null.</summary>
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

    /// <summary>The scale, or null.</summary>
    public Parameter? weight
    {
        get => _weight;
        set
        {
            if (!ReferenceEquals(value, _weight))
            {
                _weight?.Dispose();
                _weight = value;
                ConditionallyRegisterParameter(nameof(weight), value);
            }
        }
    }

    /// <summary>The sizes of the normalized dimensions.</summary>
    public long[] normalized_shape { get; set; }

    /// <summary>Added to the variance.</summary>
    public double eps { get; set; }

    /// <summary>Whether the module scales and shifts.</summary>
    public bool elementwise_affine { get; set; }

    /// <summary>Sets the scale to 1 and the shift to 0.</summary>
    public void reset_parameters()
    {
        if (_weight is not null)
        {
            init.ones_(_weight);
        }

        if (_bias is not null)
        {
            init.zeros_(_bias);
        }
    }

    /// <inheritdoc/>
    public override Tensor forward(Tensor tensor) => functional.layer_norm(tensor, normalized_shape, _weight, _bias, eps);
}
