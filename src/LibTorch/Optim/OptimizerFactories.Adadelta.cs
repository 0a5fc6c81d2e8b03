using TorchSharp.Modules;

namespace TorchSharp;

public static partial class torch
{
    public static partial class optim
    {
        /// <summary>See <see cref="Modules.Adadelta"/>; of one group.</summary>
        public static Adadelta Adadelta(
            IEnumerable<Parameter> parameters,
            double lr = 1.0,
            double rho = 0.9,
            double eps = 1E-6,
            double weight_decay = 0,
            bool maximize = false) =>
            new(parameters, lr, rho, eps, weight_decay, maximize);

        /// <summary>See <see cref="Modules.Adadelta"/>; of named parameters in one group.</summary>
        public static Adadelta Adadelta(
            IEnumerable<(string name, Parameter parameter)> parameters,
            double lr = 1.0,
            double rho = 0.9,
            double eps = 1E-6,
            double weight_decay = 0,
            bool maximize = false) =>
            new(parameters.Select(entry => entry.parameter), lr, rho, eps, weight_decay, maximize);

        /// <summary>See <see cref="Modules.Adadelta"/>; of several groups.</summary>
        public static Adadelta Adadelta(
            IEnumerable<Adadelta.ParamGroup> parameters,
            double lr = 1.0,
            double rho = 0.9,
            double eps = 1E-6,
            double weight_decay = 0,
            bool maximize = false) =>
            new(parameters, lr, rho, eps, weight_decay, maximize);
    }
}
