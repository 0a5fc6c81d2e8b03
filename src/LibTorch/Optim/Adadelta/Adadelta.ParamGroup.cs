namespace TorchSharp.Modules;

public sealed partial class Adadelta
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
            double lr = 1.0,
            double rho = 0.9,
            double eps = 1E-6,
            double weight_decay = 0,
            bool maximize = false)
            : base(
                parameters,
                new Options
                {
                    LearningRate = lr,
                    rho = rho,
                    eps = eps,
                    weight_decay = weight_decay,
                    maximize = maximize,
                })
        {
        }
    }
}
