using TorchSharp.Modules;

namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        /// <summary>
        /// The base class of every neural network module: a tree of named parameters, buffers and submodules.
        /// </summary>
        /// <remarks>
        /// What a module registers belongs to the module: it leaves every dispose scope and is disposed with the module.
        /// </remarks>
        public abstract partial class Module : IDisposable
        {
            private readonly OrderedDictionary<string, Module> _submodules = new(StringComparer.Ordinal);
            private readonly OrderedDictionary<string, (Tensor tensor, bool persistent)> _buffers = new(StringComparer.Ordinal);
            private readonly OrderedDictionary<string, Parameter> _parameters = new(StringComparer.Ordinal);

            /// <summary>The name that <see cref="GetName"/> returns.</summary>
            protected string name;

            private bool _training = true;

            /// <summary>Makes an empty module in training mode.</summary>
            /// <param name="name">The name that <see cref="GetName"/> returns; it is no part of any state key.</param>
            protected Module(string name)
            {
                this.name = name;
            }

            /// <summary>True while the module behaves as in training (dropout drops).</summary>
            public virtual bool training => _training;

            /// <summary>Sets training mode for this module and all below it.</summary>
            public virtual void train(bool train = true)
            {
                _training = train;
                foreach (var submodule in _submodules.Values)
                {
                    submodule.train(train);
                }
            }

            /// <summary>Sets evaluation mode, the same as <c>train(false)</c>.</summary>
            public virtual void eval() => train(false);

            /// <summary>Clears the gradients of all parameters.</summary>
            /// <param name="set_to_none">Drops the gradient tensors; otherwise fills them with zero.</param>
            public virtual void zero_grad(bool set_to_none = true)
            {
                foreach (var parameter in parameters())
                {
                    Gradients.Clear(parameter, set_to_none);
                }
            }

            /// <summary>Calls a function on every module below this one, and on this one last.</summary>
            public virtual Module apply(Action<Module> fn)
            {
                foreach (var submodule in _submodules.Values)
                {
                    submodule.apply(fn);
                }

                fn(this);
                return this;
            }

            /// <summary>The name given to the constructor.</summary>
            public virtual string GetName() => name;

            /// <summary>Disposes all parameters, buffers and submodules.</summary>
            public void Dispose()
            {
                Dispose(true);
                GC.SuppressFinalize(this);
            }

            /// <summary>Disposes all parameters, buffers and submodules.</summary>
            /// <param name="disposing">False when a finalizer calls, when members must not be touched.</param>
            protected virtual void Dispose(bool disposing)
            {
                if (!disposing)
                {
                    return;
                }

                foreach (var parameter in _parameters.Values)
                {
                    parameter.Dispose();
                }

                foreach (var (tensor, _) in _buffers.Values)
                {
                    tensor.Dispose();
                }

                foreach (var submodule in _submodules.Values)
                {
                    submodule.Dispose();
                }
            }
        }
    }
}
