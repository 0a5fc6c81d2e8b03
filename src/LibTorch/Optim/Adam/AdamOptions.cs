namespace TorchSharp.Modules;

/// <summary>What a group of <see cref="Adam"/> or <see cref="AdamW"/> is optimized with; null takes the optimizer's.</summary>
public abstract class AdamOptions : OptimizerOptions
{
    /// <summary>How much of the mean of gradients is kept.</summary>
    public double? beta1;

    /// <summary>How much of the mean of squared gradients is kept.</summary>
    public double? beta2;

    /// <summary>The weight decay λ.</summary>
    public double? weight_decay;

    /// <summary>Added to the denominator.</summary>
    public double? eps;

    /// <summary>Divides by the largest mean of squares so far (Reddi et al. 2018).</summary>
    public bool? amsgrad;

    /// <summary>Climbs instead of descending.</summary>
    public bool? maximize;

    /// <inheritdoc/>
    public override void LoadStateDict(OptimizerOptions source)
    {
        base.LoadStateDict(source);
        var other = Cast<AdamOptions>(source);
        beta1 = other.beta1;
        beta2 = other.beta2;
        weight_decay = other.weight_decay;
        eps = other.eps;
        amsgrad = other.amsgrad;
        maximize = other.maximize;
    }

    internal override void FillFrom(OptimizerOptions defaults)
    {
        base.FillFrom(defaults);
        var other = Cast<AdamOptions>(defaults);
        beta1 ??= other.beta1;
        beta2 ??= other.beta2;
        weight_decay ??= other.weight_decay;
        eps ??= other.eps;
        amsgrad ??= other.amsgrad;
        maximize ??= other.maximize;
    }
}
