namespace TorchSharp.Modules;

public sealed partial class Adam
{
    /// <summary>Parameters that share their options.</summary>
    public sealed class ParamGroup : ParamGroup<Options>
    {
        /// <summary>Makes an empty group with the optimizer's options.</summary>
        public ParamGroup()
            : base([], new Options())
        {
        }

        /// <summary>Makes a group; what its options leave null is the optimizer's.</summary>
        public ParamGroup(IEnumerable<Parameter> parameters, Options options)
            : base(parameters, options)
        {
        }

        /// <summary>Makes a group.</summary>
        public ParamGroup(
            IEnumerable<Parameter> parameters,
            double lr = 1E-3,
            double beta1 = 0.9,
            double beta2 = 0.999,
            double eps = 1E-8,
            double weight_decay = 0,
            bool amsgrad = false,
            bool maximize = false)
            : base(
                parameters,
                new Options
                {
                    LearningRate = lr,
                    beta1 = beta1,
                    beta2 = beta2,
                    eps = eps,
                    weight_decay = weight_decay,
                    amsgrad = amsgrad,
                    maximize = maximize,
                })
        {
        }
    }
}
