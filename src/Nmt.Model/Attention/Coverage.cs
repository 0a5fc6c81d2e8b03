using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;

namespace Nmt.Model.Attention;

/// <summary>
/// Coverage: tells the score how much attention each source position has had so far, the sum c of the weights of earlier steps (Tu et
/// al. 2016). <c>w·c</c>, with a vector w, is added to the key of a position; with an additive score this is eq. 11 of See et
/// al. (2017), v·tanh(W s + b + U h + w c).
/// </summary>
public sealed class Coverage : nn.Module<Tensor, Tensor, Tensor>
{
    [ComponentName(Name = "weight")]
    private readonly Parameter _weight;

    private readonly double _lossWeight;

    /// <summary>Creates coverage for keys of a width.</summary>
    /// <param name="keySize">Width of the keys.</param>
    /// <param name="lossWeight">The weight of the coverage loss; 0 for none.</param>
    /// <param name="device">Where the weights are.</param>
    public Coverage(long keySize, double lossWeight, Device device)
        : base(nameof(Coverage))
    {
        _lossWeight = lossWeight;
        _weight = new Parameter(zeros([keySize, 1], device: device));
        RegisterComponents();
    }

    /// <summary>Adds the coverage to the keys.</summary>
    /// <param name="keys"><c>[rows, srcLen, size]</c>.</param>
    /// <param name="coverage"><c>[rows, srcLen]</c>.</param>
    public override Tensor forward(Tensor keys, Tensor coverage)
    {
        using var wide = coverage.unsqueeze(2);
        using var addition = nn.functional.linear(wide, _weight);
        return keys + addition;
    }

    /// <summary>The loss for attending again to what is covered: λ Σ_i min(a_i, c_i) (See et al. 2017, eq. 12); null if λ is 0.</summary>
    /// <param name="weights">The weights of a step, <c>[rows, srcLen]</c>.</param>
    /// <param name="coverage">The coverage before it, <c>[rows, srcLen]</c>.</param>
    /// <returns><c>[rows]</c>.</returns>
    public Tensor? Loss(Tensor weights, Tensor coverage)
    {
        if (_lossWeight == 0)
        {
            return null;
        }

        using var scope = NewDisposeScope();
        return (minimum(weights, coverage).sum(1) * _lossWeight).MoveToOuterDisposeScope();
    }
}
