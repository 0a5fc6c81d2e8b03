namespace TorchSharp;

public static partial class torch
{
    public static partial class optim
    {
        public static partial class lr_scheduler
        {
            /// <summary>The base class of learning-rate schedules.</summary>
            public abstract class LRScheduler
            {
                /// <summary>How often <see cref="step()"/> was called.</summary>
                protected int _last_epoch;

                private readonly IList<ILearningRateController> _groups;

                /// <summary>Makes a schedule of an optimizer's groups; the initial rate applies at epoch 0.</summary>
                private protected LRScheduler(Optimizer optimizer, int last_epoch)
                {
                    ArgumentNullException.ThrowIfNull(optimizer);
                    _groups = [.. optimizer.ParamGroups];
                    _last_epoch = last_epoch;
                }

                /// <summary>The learning rates at the start, group by group.</summary>
                private protected IEnumerable<double> InitialLearningRates => _groups.Select(group => group.InitialLearningRate);

                /// <summary>The next epoch.</summary>
                public virtual void step() => step(_last_epoch + 1);

                /// <summary>A given epoch, or the next.</summary>
                public virtual void step(int? epoch)
                {
                    _last_epoch = epoch ?? _last_epoch + 1;
                    Apply(get_lr());
                }

                /// <summary>The next epoch, for schedules that look at a measurement.</summary>
                public virtual void step(double current, int? epoch = null) => step(epoch);

                /// <summary>The learning rates in use, group by group.</summary>
                public IEnumerable<double> get_last_lr() => [.. _groups.Select(group => group.LearningRate)];

                /// <summary>The learning rates of the present epoch, group by group.</summary>
                protected virtual IEnumerable<double> get_lr() => get_last_lr();

                /// <summary>Sets the learning rates.</summary>
                private protected void Apply(IEnumerable<double> rates)
                {
                    foreach (var (group, rate) in _groups.Zip(rates.ToList()))
                    {
                        group.LearningRate = rate;
                    }
                }
            }
        }
    }
}
