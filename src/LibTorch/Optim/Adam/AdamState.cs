using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>What <see cref="Adam"/> or <see cref="AdamW"/> remembers of one parameter.</summary>
public abstract class AdamState : OptimizerState
{
    /// <summary>Steps made.</summary>
    public long step;

    /// <summary>The running mean of gradients.</summary>
    public Tensor exp_avg = null!;

    /// <summary>The running mean of squared gradients.</summary>
    public Tensor exp_avg_sq = null!;

    /// <summary>The largest running mean of squared gradients so far; null without AMSGrad.</summary>
    public Tensor? max_exp_avg_sq;

    /// <summary>Makes a state without tensors.</summary>
    private protected AdamState(Parameter parameter)
        : base(parameter)
    {
    }

    /// <inheritdoc/>
    public override void Initialize(OptimizerOptions options)
    {
        Dispose(true);
        step = 0;
        exp_avg = Zeros();
        exp_avg_sq = Zeros();
        max_exp_avg_sq = ((AdamOptions)options).amsgrad == true ? Zeros() : null;
    }

    /// <inheritdoc/>
    public override void LoadStateDict(OptimizerState source)
    {
        var other = Cast<AdamState>(source);
        step = other.step;
        Replace(ref exp_avg!, other.exp_avg);
        Replace(ref exp_avg_sq!, other.exp_avg_sq);
        Replace(ref max_exp_avg_sq, other.max_exp_avg_sq);
    }

    /// <inheritdoc/>
    public override void to(Device device)
    {
        Move(ref exp_avg!, device);
        Move(ref exp_avg_sq!, device);
        Move(ref max_exp_avg_sq, device);
    }

    /// <inheritdoc/>
    public override bool ApproximatelyEquals(OptimizerState other) =>
        other is AdamState state
        && state.step == step
        && AreClose(exp_avg, state.exp_avg)
        && AreClose(exp_avg_sq, state.exp_avg_sq)
        && AreClose(max_exp_avg_sq, state.max_exp_avg_sq);

    private protected override void Dispose(bool disposing)
    {
        exp_avg?.Dispose();
        exp_avg_sq?.Dispose();
        max_exp_avg_sq?.Dispose();
    }
}
