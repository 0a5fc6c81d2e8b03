using Nmt.Model.Engine;
using TorchSharp;
using static TorchSharp.torch;

namespace Nmt.Model;

/// <summary>
/// Dropout (Srivastava et al. 2014): in training, each element is multiplied by 0 with probability p and by 1/(1-p) otherwise. Unlike
/// the library's, which on the CPU draws a random number per element in one thread and needs up to a third of the training time of a
/// Transformer for that, it draws vectors of them in all threads (<see cref="RandomMask"/>).
/// </summary>
public sealed class Dropout : nn.Module<Tensor, Tensor>
{
    /// <summary>Creates dropout.</summary>
    /// <param name="probability">Probability of dropping an element, at least 0 and below 1.</param>
    public Dropout(double probability)
        : base(nameof(Dropout))
    {
        Probability = probability;
    }

    /// <summary>Probability of dropping an element.</summary>
    public double Probability { get; }

    /// <summary>Whether anything is dropped now.</summary>
    public bool IsActive => training && Probability > 0;

    /// <summary>Drops elements.</summary>
    /// <returns>A new tensor of the same shape; outside training another name for the same values.</returns>
    public override Tensor forward(Tensor input)
    {
        ArgumentNullException.ThrowIfNull(input);
        if (!IsActive)
        {
            return input.alias();
        }

        if (!RandomMask.IsFasterFor(input))
        {
            return nn.functional.dropout(input, Probability);
        }

        using var factors = SampleFactors(input.shape, input);
        return input * factors;
    }

    /// <summary>Samples factors, each 0 or 1/(1-p), for functions that drop elements themselves; all ones when nothing is dropped.</summary>
    /// <param name="shape">Their shape.</param>
    /// <param name="like">Determines type and device.</param>
    public Tensor SampleFactors(long[] shape, Tensor like)
    {
        ArgumentNullException.ThrowIfNull(like);
        return IsActive ? SampleFactors(Probability, shape, like) : ones([1], like.dtype, like.device).expand(shape);
    }

    /// <summary>Samples factors, each 0 with the given probability p and 1/(1-p) otherwise.</summary>
    /// <param name="probability">The p.</param>
    /// <param name="shape">Their shape.</param>
    /// <param name="like">Determines type and device.</param>
    public static Tensor SampleFactors(double probability, long[] shape, Tensor like)
    {
        ArgumentNullException.ThrowIfNull(like);
        var factors = empty(shape, like.dtype, like.device);
        if (RandomMask.IsFasterFor(factors))
        {
            RandomMask.Fill(factors, 1 - probability, (float)(1 / (1 - probability)));
            return factors;
        }

        return factors.bernoulli_(1 - probability).div_((1 - probability).ToScalar());
    }
}
