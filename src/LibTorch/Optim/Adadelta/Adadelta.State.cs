using static TorchSharp.torch;

namespace TorchSharp.Modules;

public sealed partial class Adadelta
{
    /// <summary>What the optimizer remembers of one parameter.</summary>
    public sealed class State : OptimizerState
    {
        /// <summary>Steps made.</summary>
        public long step;

        /// <summary>The running mean of squared gradients.</summary>
        public Tensor square_avg = null!;

        /// <summary>The running mean of squared steps.</summary>
        public Tensor acc_delta = null!;

        /// <summary>Makes a state without tensors.</summary>
        public State(Parameter parameter)
            : base(parameter)
        {
        }

        /// <inheritdoc/>
        public override void Initialize(OptimizerOptions options)
        {
            Dispose(true);
            step = 0;
            square_avg = Zeros();
            acc_delta = Zeros();
        }

        /// <inheritdoc/>
        public override void LoadStateDict(OptimizerState source)
        {
            var other = Cast<State>(source);
            step = other.step;
            Replace(ref square_avg!, other.square_avg);
            Replace(ref acc_delta!, other.acc_delta);
        }

        /// <inheritdoc/>
        public override void to(Device device)
        {
            Move(ref square_avg!, device);
            Move(ref acc_delta!, device);
        }

        /// <inheritdoc/>
        public override bool ApproximatelyEquals(OptimizerState other) =>
            other is State state
            && state.step == step
            && AreClose(square_avg, state.square_avg)
            && AreClose(acc_delta, state.acc_delta);

        private protected override void Dispose(bool disposing)
        {
            square_avg?.Dispose();
            acc_delta?.Dispose();
        }
    }
}
