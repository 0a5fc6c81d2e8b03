using static TorchSharp.torch;

namespace TorchSharp.Modules;

public sealed partial class Adagrad
{
    /// <summary>What the optimizer remembers of one parameter.</summary>
    public sealed class State : OptimizerState
    {
        /// <summary>Steps made.</summary>
        public long step;

        /// <summary>The sum of squared gradients.</summary>
        public Tensor sum = null!;

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
            sum = Zeros().fill_((Scalar)((Options)options).initial_accumulator_value!.Value);
        }

        /// <inheritdoc/>
        public override void LoadStateDict(OptimizerState source)
        {
            var other = Cast<State>(source);
            step = other.step;
            Replace(ref sum!, other.sum);
        }

        /// <inheritdoc/>
        public override void to(Device device)
        {
            Move(ref sum!, device);
        }

        /// <inheritdoc/>
        public override bool ApproximatelyEquals(OptimizerState other) =>
            other is State state
            && state.step == step
            && AreClose(sum, state.sum);

        private protected override void Dispose(bool disposing)
        {
            sum?.Dispose();
        }
    }
}
