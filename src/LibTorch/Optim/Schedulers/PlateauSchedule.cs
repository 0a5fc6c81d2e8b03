using static TorchSharp.torch.optim;

namespace TorchSharp;

/// <summary>Multiplies the learning rate by a factor when a measurement has stopped improving.</summary>
internal sealed class PlateauSchedule : lr_scheduler.LRScheduler
{
    private readonly PlateauRule _rule;
    private double? _best;
    private int _badEpochs;
    private int _cooldown;

    internal PlateauSchedule(Optimizer optimizer, PlateauRule rule)
        : base(optimizer, last_epoch: 0)
    {
        if (rule.Factor is not (> 0 and < 1))
        {
            throw new ArgumentException($"factor must be between 0 and 1; got {rule.Factor}.", nameof(rule));
        }

        _rule = rule;
    }

    public override void step(int? epoch) =>
        throw new InvalidOperationException("ReduceLROnPlateau needs a measurement: step(current).");

    public override void step(double current, int? epoch = null)
    {
        _last_epoch = epoch ?? _last_epoch + 1;
        if (_best is not { } best || _rule.IsBetter(current, best))
        {
            _best = current;
            _badEpochs = 0;
        }
        else
        {
            _badEpochs++;
        }

        if (_cooldown > 0)
        {
            _cooldown--;
            _badEpochs = 0;
        }

        if (_badEpochs > _rule.Patience)
        {
            Apply(get_last_lr().Select(Reduced));
            _cooldown = _rule.Cooldown;
            _badEpochs = 0;
        }
    }

    private double Reduced(double rate, int group)
    {
        var reduced = Math.Max(rate * _rule.Factor, _rule.MinimumRate(group));
        return rate - reduced > _rule.SmallestChange ? reduced : rate;
    }
}
