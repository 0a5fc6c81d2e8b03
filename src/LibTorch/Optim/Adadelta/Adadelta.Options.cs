namespace TorchSharp.Modules;

public sealed partial class Adadelta
{
    /// <summary>What a group is optimized with; null takes the optimizer's.</summary>
    public sealed class Options : OptimizerOptions
    {
        /// <summary>How much of both running means is kept.</summary>
        public double? rho;

        /// <summary>Added below both roots.</summary>
        public double? eps;

        /// <summary>The weight decay λ.</summary>
        public double? weight_decay;

        /// <summary>Climbs instead of descending.</summary>
        public bool? maximize;

        /// <inheritdoc/>
        public override void LoadStateDict(OptimizerOptions source)
        {
            base.LoadStateDict(source);
            var other = Cast<Options>(source);
            rho = other.rho;
            eps = other.eps;
            weight_decay = other.weight_decay;
            maximize = other.maximize;
        }

        internal override void FillFrom(OptimizerOptions defaults)
        {
            base.FillFrom(defaults);
            var other = Cast<Options>(defaults);
            rho ??= other.rho;
            eps ??= other.eps;
            weight_decay ??= other.weight_decay;
            maximize ??= other.maximize;
        }
    }
}
