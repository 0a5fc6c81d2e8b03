using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace TorchSharp.Modules;

/// <summary>Kullback-Leibler divergence of the target from the input, which holds log-probabilities.</summary>
public sealed class KLDivLoss : Loss<Tensor, Tensor, Tensor>
{
    private readonly bool _logTarget;

    internal KLDivLoss(bool log_target = true, Reduction reduction = Reduction.Mean)
        : base(reduction)
    {
        _logTarget = log_target;
    }

    /// <inheritdoc/>
    public override Tensor forward(Tensor input, Tensor target) => functional.kl_div(input, target, _logTarget, reduction);
}
