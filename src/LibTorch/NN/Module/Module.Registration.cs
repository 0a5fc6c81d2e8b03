using System.Reflection;
using TorchSharp.Modules;
using TorchSharp.Utils;

namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        public abstract partial class Module
        {
            private bool _componentsAreRegistered;

            /// <summary>Adds a parameter under a name.</summary>
            /// <exception cref="ArgumentException">When the name is empty, dotted or taken.</exception>
            public virtual void register_parameter(string name, Parameter param)
            {
                ArgumentNullException.ThrowIfNull(param);
                CheckNewName(name);
                param.DetachFromDisposeScope();
                _parameters.Add(name, param);
            }

            /// <summary>Adds a tensor that belongs to the state but is not trained.</summary>
            /// <param name="name">Its key.</param>
            /// <param name="tensor">The buffer.</param>
            /// <param name="persistent">False keeps it out of <see cref="state_dict"/>.</param>
            public virtual void register_buffer(string name, Tensor tensor, bool persistent = true)
            {
                ArgumentNullException.ThrowIfNull(tensor);
                CheckNewName(name);
                tensor.DetachFromDisposeScope();
                _buffers.Add(name, (tensor, persistent));
            }

            /// <summary>Adds a submodule under a name.</summary>
            public virtual void register_module(string name, Module submodule)
            {
                ArgumentNullException.ThrowIfNull(submodule);
                CheckNewName(name);
                _submodules.Add(name, submodule);
            }

            /// <summary>Adds a submodule under a name.</summary>
            public void add_module(string name, Module module) => register_module(name, module);

            /// <summary>Registers or replaces a parameter; null removes it.</summary>
            protected void ConditionallyRegisterParameter(string name, Parameter? value)
            {
                if (value is null)
                {
                    _parameters.Remove(name);
                    return;
                }

                value.DetachFromDisposeScope();
                _parameters[name] = value;
            }

            /// <summary>Registers or replaces a buffer; null removes it.</summary>
            protected void ConditionallyRegisterBuffer(string name, Tensor? value, bool persistent = true)
            {
                if (value is null)
                {
                    _buffers.Remove(name);
                    return;
                }

                value.DetachFromDisposeScope();
                _buffers[name] = (value, persistent);
            }

            /// <summary>
            /// Registers what the fields of this object hold: modules as submodules, parameters as parameters, other tensors
            /// as buffers. A subclass calls it at the end of its constructor. Keys are the fields' names, or what
            /// <see cref="ComponentNameAttribute"/> says; arrays and lists are not looked into.
            /// </summary>
            protected virtual void RegisterComponents()
            {
                if (_componentsAreRegistered)
                {
                    return;
                }

                _componentsAreRegistered = true;
                foreach (var (key, field) in ComponentFields())
                {
                    switch (field.GetValue(this))
                    {
                        case Module module when !_submodules.ContainsKey(key):
                            register_module(key, module);
                            break;
                        case Parameter parameter when !_parameters.ContainsKey(key):
                            register_parameter(key, parameter);
                            break;
                        case Tensor tensor when tensor is not Modules.Parameter && !_buffers.ContainsKey(key):
                            register_buffer(key, tensor);
                            break;
                    }
                }
            }

            /// <summary>Forgets all submodules without disposing them.</summary>
            protected void ClearModules() => _submodules.Clear();

            /// <summary>Every instance field that can hold a component, of this class first and then of its bases.</summary>
            private IEnumerable<(string key, FieldInfo field)> ComponentFields()
            {
                const BindingFlags Declared =
                    BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;
                for (var type = GetType(); type is not null && type != typeof(Module); type = type.BaseType)
                {
                    foreach (var field in type.GetFields(Declared))
                    {
                        yield return (field.GetCustomAttribute<ComponentNameAttribute>()?.Name ?? field.Name, field);
                    }
                }
            }

            private void CheckNewName(string name)
            {
                if (string.IsNullOrEmpty(name) || name.Contains('.', StringComparison.Ordinal))
                {
                    throw new ArgumentException($"A component's name must be neither empty nor dotted; got '{name}'.", nameof(name));
                }

                if (_parameters.ContainsKey(name) || _buffers.ContainsKey(name) || _submodules.ContainsKey(name))
                {
                    throw new ArgumentException($"Module '{GetName()}' already has a component named '{name}'.", nameof(name));
                }
            }
        }
    }
}
