namespace TorchSharp.Modules;

public sealed partial class SGD
{
    /// <summary>What a group is optimized with; null takes the optimizer's.</summary>
    public sealed class Options : OptimizerOptions
    {
        /// <summary>How much of the last direction is kept.</summary>
        public double? momentum;

        /// <summary>How much of the gradient is kept from entering the direction.</summary>
        public double? dampening;

        /// <summary>The weight decay λ.</summary>
        public double? weight_decay;

        /// <summary>Looks one step ahead.</summary>
        public bool? nesterov;

        /// <summary>Climbs instead of descending.</summary>
        public bool? maximize;

        /// <inheritdoc/>
        public override void LoadStateDict(OptimizerOptions source)
        {
            base.LoadStateDict(source);
            var other = Cast<Options>(source);
            momentum = other.momentum;
            dampening = other.dampening;
            weight_decay = other.weight_decay;
            nesterov = other.nesterov;
            maximize = other.maximize;
        }

        internal override void FillFrom(OptimizerOptions defaults)
        {
            base.FillFrom(defaults);
            var other = Cast<Options>(defaults);
            momentum ??= other.momentum;
            dampening ??= other.dampening;
            weight_decay ??= other.weight_decay;
            nesterov ??= other.nesterov;
            maximize ??= other.maximize;
        }
    }
}
