using TorchSharp.Modules;

namespace TorchSharp;

public static partial class torch
{
    public static partial class optim
    {
        /// <summary>The base class of optimizers.</summary>
        public abstract partial class Optimizer : IDisposable
        {
            /// <summary>The groups of parameters, each with its own options.</summary>
            protected IList<ParamGroup> _parameter_groups = [];

            /// <summary>The groups, as far as a learning-rate schedule needs them.</summary>
            public virtual IEnumerable<ILearningRateController> ParamGroups => _parameter_groups;

            /// <summary>Clears the gradients of all parameters.</summary>
            public virtual void zero_grad()
            {
                foreach (var parameter in parameters())
                {
                    Gradients.Clear(parameter, setToNone: true);
                }
            }

            /// <summary>Adds a group of parameters.</summary>
            public virtual void add_param_group(ParamGroup param_group)
            {
                ArgumentNullException.ThrowIfNull(param_group);
                _parameter_groups.Add(param_group);
            }

            /// <summary>Changes all parameters by their gradients.</summary>
            /// <param name="closure">Computes the loss again, with gradients.</param>
            /// <returns>The closure's loss, or null without closure.</returns>
            public virtual Tensor? step(Func<Tensor>? closure = null) => throw new NotSupportedException(
                $"{GetType().Name} does not step.");

            /// <summary>All parameters of all groups.</summary>
            public virtual IEnumerable<Parameter> parameters() => _parameter_groups.SelectMany(group => group.Parameters);

            /// <summary>Disposes the optimizer's state, not the parameters.</summary>
            public void Dispose()
            {
                Dispose(true);
                GC.SuppressFinalize(this);
            }

            /// <summary>Disposes the optimizer's state.</summary>
            protected virtual void Dispose(bool disposing)
            {
            }
        }
    }
}
