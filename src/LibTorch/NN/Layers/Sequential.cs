using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace TorchSharp.Modules;

/// <summary>Modules one after the other.</summary>
public sealed class Sequential : Module<Tensor, Tensor>
{
    private readonly List<Module<Tensor, Tensor>> _modules = [];

    internal Sequential((string name, Module<Tensor, Tensor> submodule)[] modules)
        : base(nameof(Sequential))
    {
        foreach (var (key, submodule) in modules)
        {
            register_module(key, submodule);
            _modules.Add(submodule);
        }
    }

    /// <summary>How many modules there are.</summary>
    public int Count => _modules.Count;

    /// <summary>The module at a place.</summary>
    public Module<Tensor, Tensor> this[int index] => _modules[index];

    /// <summary>Adds a module at the end.</summary>
    /// <returns>This object.</returns>
    public Sequential append(Module<Tensor, Tensor> module)
    {
        register_module(ModuleIndex.Name(_modules.Count), module);
        _modules.Add(module);
        return this;
    }

    /// <summary>Runs the modules; what they hand to one another is disposed.</summary>
    public override Tensor forward(Tensor tensor)
    {
        if (_modules.Count == 0)
        {
            return tensor.alias();
        }

        var result = _modules[0].call(tensor);
        for (var i = 1; i < _modules.Count; i++)
        {
            var next = _modules[i].call(result);

            // An in-place module gives its input back, which may be the caller's own.
            if (!ReferenceEquals(next, result) && !ReferenceEquals(result, tensor))
            {
                result.Dispose();
            }

            result = next;
        }

        return result;
    }
}
