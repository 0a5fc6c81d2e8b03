using TorchSharp.Modules;

namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        public abstract partial class Module
        {
            /// <summary>All parameters with their dotted names, each tensor once, even where two modules share it.</summary>
            /// <param name="recurse">False leaves the submodules out.</param>
            public virtual IEnumerable<(string name, Parameter parameter)> named_parameters(bool recurse = true)
            {
                var seen = new HashSet<Parameter>(ReferenceEqualityComparer.Instance);
                foreach (var (key, parameter) in _parameters)
                {
                    if (seen.Add(parameter))
                    {
                        yield return (key, parameter);
                    }
                }

                if (!recurse)
                {
                    yield break;
                }

                foreach (var (prefix, submodule) in _submodules)
                {
                    foreach (var (key, parameter) in submodule.named_parameters())
                    {
                        if (seen.Add(parameter))
                        {
                            yield return ($"{prefix}.{key}", parameter);
                        }
                    }
                }
            }

            /// <summary>All parameters, each once.</summary>
            public virtual IEnumerable<Parameter> parameters(bool recurse = true) =>
                named_parameters(recurse).Select(entry => entry.parameter);

            /// <summary>All buffers with their dotted names.</summary>
            public virtual IEnumerable<(string name, Tensor buffer)> named_buffers(
                bool recurse = true, bool include_nonpersistent = true)
            {
                foreach (var (key, (tensor, persistent)) in _buffers)
                {
                    if (persistent || include_nonpersistent)
                    {
                        yield return (key, tensor);
                    }
                }

                if (!recurse)
                {
                    yield break;
                }

                foreach (var (prefix, submodule) in _submodules)
                {
                    foreach (var (key, buffer) in submodule.named_buffers(true, include_nonpersistent))
                    {
                        yield return ($"{prefix}.{key}", buffer);
                    }
                }
            }

            /// <summary>All buffers.</summary>
            public virtual IEnumerable<Tensor> buffers(bool recurse = true, bool include_nonpersistent = true) =>
                named_buffers(recurse, include_nonpersistent).Select(entry => entry.buffer);

            /// <summary>The submodules directly below this one.</summary>
            public virtual IEnumerable<(string name, Module module)> named_children() =>
                _submodules.Select(entry => (entry.Key, entry.Value));

            /// <summary>The submodules directly below this one.</summary>
            public virtual IEnumerable<Module> children() => _submodules.Values;

            /// <summary>All modules below this one with their dotted names.</summary>
            public virtual IEnumerable<(string name, Module module)> named_modules()
            {
                foreach (var (key, submodule) in _submodules)
                {
                    yield return (key, submodule);
                }

                foreach (var (prefix, submodule) in _submodules)
                {
                    foreach (var (key, module) in submodule.named_modules())
                    {
                        yield return ($"{prefix}.{key}", module);
                    }
                }
            }

            /// <summary>All modules below this one.</summary>
            public virtual IEnumerable<Module> modules() => named_modules().Select(entry => entry.module);

            /// <summary>Whether a buffer of this dotted name exists.</summary>
            public virtual bool has_buffer(string target) => named_buffers().Any(entry => entry.name == target);

            /// <summary>Whether a parameter of this dotted name exists.</summary>
            public virtual bool has_parameter(string target) => named_parameters().Any(entry => entry.name == target);

            /// <summary>The buffer of this dotted name, or null.</summary>
            public virtual Tensor? get_buffer(string target) =>
                named_buffers().FirstOrDefault(entry => entry.name == target).buffer;

            /// <summary>The parameter of this dotted name, or null.</summary>
            public virtual Parameter? get_parameter(string target) =>
                named_parameters().FirstOrDefault(entry => entry.name == target).parameter;
        }
    }
}
