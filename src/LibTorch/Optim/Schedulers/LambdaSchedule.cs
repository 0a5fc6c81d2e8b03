using static TorchSharp.torch.optim;

namespace TorchSharp;

/// <summary>The initial learning rate times a function of the epoch.</summary>
internal sealed class LambdaSchedule : lr_scheduler.LRScheduler
{
    private readonly Func<int, double> _factor;

    internal LambdaSchedule(Optimizer optimizer, Func<int, double> factor, int lastEpoch)
        : base(optimizer, lastEpoch)
    {
        _factor = factor;

        // The first step is the constructor's own, as in PyTorch: epoch 0 already has its factor.
        step();
    }

    protected override IEnumerable<double> get_lr()
    {
        var factor = _factor(_last_epoch);
        return InitialLearningRates.Select(rate => rate * factor);
    }
}
