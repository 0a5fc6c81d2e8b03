namespace TorchSharp.Modules;

public sealed partial class Adagrad
{
    /// <summary>What a group is optimized with; null takes the optimizer's.</summary>
    public sealed class Options : OptimizerOptions
    {
        /// <summary>The learning rate is divided by one plus this for each step made.</summary>
        public double? lr_decay;

        /// <summary>What the sums of squares begin with.</summary>
        public double? initial_accumulator_value;

        /// <summary>Added to the denominator.</summary>
        public double? eps;

        /// <summary>The weight decay λ.</summary>
        public double? weight_decay;

        /// <inheritdoc/>
        public override void LoadStateDict(OptimizerOptions source)
        {
            base.LoadStateDict(source);
            var other = Cast<Options>(source);
            lr_decay = other.lr_decay;
            initial_accumulator_value = other.initial_accumulator_value;
            eps = other.eps;
            weight_decay = other.weight_decay;
        }

        internal override void FillFrom(OptimizerOptions defaults)
        {
            base.FillFrom(defaults);
            var other = Cast<Options>(defaults);
            lr_decay ??= other.lr_decay;
            initial_accumulator_value ??= other.initial_accumulator_value;
            eps ??= other.eps;
            weight_decay ??= other.weight_decay;
        }
    }
}
