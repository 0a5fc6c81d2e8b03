using System.Globalization;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace TorchSharp.Modules;

/// <summary>
/// The parameters of a recurrent layer in the order in which libtorch takes them: layer by layer, direction by direction,
/// <c>weight_ih weight_hh bias_ih bias_hh</c>.
/// </summary>
internal sealed class RecurrentWeights
{
    private readonly Module _owner;
    private readonly Parameter[] _parameters;
    private readonly string[] _names;
    private readonly RecurrentOptions _options;
    private readonly long _cudnnMode;

    /// <summary>Makes the parameters, all drawn from U(-1/√hidden, 1/√hidden).</summary>
    /// <param name="options">The layer's shape.</param>
    /// <param name="kind">Which network it is.</param>
    /// <param name="device">Where the parameters lie.</param>
    /// <param name="dtype">Their type.</param>
    /// <param name="owner">The module whose parameters they become.</param>
    internal RecurrentWeights(RecurrentOptions options, RecurrentKind kind, Device? device, ScalarType? dtype, Module owner)
    {
        _owner = owner;
        _options = options;
        _cudnnMode = kind.CudnnMode;
        var shapes = Shapes(options, kind.Gates).ToList();
        _names = [.. shapes.Select(entry => entry.name)];
        _parameters = new Parameter[shapes.Count];
        var bound = 1 / Math.Sqrt(options.HiddenSize);
        for (var i = 0; i < _parameters.Length; i++)
        {
            var data = empty(shapes[i].shape, dtype, device);
            init.uniform_(data, -bound, bound);
            _parameters[i] = new Parameter(data);
            owner.register_parameter(_names[i], _parameters[i]);
        }

        Flatten();
    }

    internal int Count => _parameters.Length;

    /// <summary>The first layer's input weight, for messages.</summary>
    internal Parameter First => _parameters[0];

    /// <summary>Fetches the parameters again after the owner has moved.</summary>
    internal void Refresh()
    {
        for (var i = 0; i < _names.Length; i++)
        {
            _parameters[i] = _owner.get_parameter(_names[i])!;
        }

        Flatten();
    }

    /// <summary>Fills in the parameters' handles; a disposed parameter throws.</summary>
    internal void Fill(Span<IntPtr> handles)
    {
        for (var i = 0; i < _parameters.Length; i++)
        {
            handles[i] = _parameters[i].Handle;
        }
    }

    /// <summary>Lays the parameters into one buffer where cuDNN wants that.</summary>
    internal unsafe void Flatten()
    {
        Span<IntPtr> handles = stackalloc IntPtr[Count];
        Fill(handles);
        fixed (IntPtr* weights = handles)
        {
            Tensor.Check(
                Native.nmt_nn_flatten_weights(weights, Count, _options.Argument(trains: true), _cudnnMode), "flatten_parameters", First);
        }

        GC.KeepAlive(this);
    }

    private static IEnumerable<(string name, long[] shape)> Shapes(RecurrentOptions options, long gates)
    {
        for (var layer = 0L; layer < options.Layers; layer++)
        {
            for (var direction = 0; direction < options.Directions; direction++)
            {
                var suffix = string.Create(CultureInfo.InvariantCulture, $"_l{layer}{(direction == 1 ? "_reverse" : "")}");
                var rows = gates * options.HiddenSize;
                var features = layer == 0 ? options.InputSize : options.HiddenSize * options.Directions;
                yield return ("weight_ih" + suffix, [rows, features]);
                yield return ("weight_hh" + suffix, [rows, options.HiddenSize]);
                if (options.HasBias)
                {
                    yield return ("bias_ih" + suffix, [rows]);
                    yield return ("bias_hh" + suffix, [rows]);
                }
            }
        }
    }
}
