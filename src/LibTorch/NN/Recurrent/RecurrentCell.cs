using TorchSharp.Utils;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace TorchSharp.Modules;

/// <summary>What <see cref="LSTMCell"/> and <see cref="GRUCell"/> share: their weights.</summary>
/// <typeparam name="TState">The state that a step takes.</typeparam>
/// <typeparam name="TNext">The state that it gives.</typeparam>
public abstract class RecurrentCell<TState, TNext> : Module<Tensor, TState, TNext>
{
    [ComponentName(Name = nameof(weight_ih))]
    private Parameter _weight_ih;

    [ComponentName(Name = nameof(weight_hh))]
    private Parameter _weight_hh;

    [ComponentName(Name = nameof(bias_ih))]
    private Parameter? _bias_ih;

    [ComponentName(Name = nameof(bias_hh))]
    private Parameter? _bias_hh;

    /// <summary>Makes the weights, all drawn from U(-1/√hidden, 1/√hidden).</summary>
    private protected RecurrentCell(string name, long gates, long inputSize, long hiddenSize, bool bias, (Device? Device, ScalarType? Type) place)
        : base(name)
    {
        var bound = 1 / Math.Sqrt(hiddenSize);
        _weight_ih = Drawn([gates * hiddenSize, inputSize]);
        _weight_hh = Drawn([gates * hiddenSize, hiddenSize]);
        if (bias)
        {
            _bias_ih = Drawn([gates * hiddenSize]);
            _bias_hh = Drawn([gates * hiddenSize]);
        }

        RegisterComponents();

        Parameter Drawn(long[] shape)
        {
            var data = empty(shape, place.Type, place.Device);
            init.uniform_(data, -bound, bound);
            return new Parameter(data);
        }
    }

    /// <summary>Input weight, <c>[gates*hidden, input]</c>.</summary>
    public Parameter weight_ih
    {
        get => _weight_ih;
        set => _weight_ih = Replacing(_weight_ih, Given(value), nameof(weight_ih))!;
    }

    /// <summary>Recurrent weight, <c>[gates*hidden, hidden]</c>.</summary>
    public Parameter weight_hh
    {
        get => _weight_hh;
        set => _weight_hh = Replacing(_weight_hh, Given(value), nameof(weight_hh))!;
    }

    /// <summary>Input bias, <c>[gates*hidden]</c>, or null.</summary>
    public Parameter? bias_ih
    {
        get => _bias_ih;
        set => _bias_ih = Replacing(_bias_ih, value, nameof(bias_ih));
    }

    /// <summary>Recurrent bias, <c>[gates*hidden]</c>, or null.</summary>
    public Parameter? bias_hh
    {
        get => _bias_hh;
        set => _bias_hh = Replacing(_bias_hh, value, nameof(bias_hh));
    }

    private static Parameter Given(Parameter value)
    {
        ArgumentNullException.ThrowIfNull(value);
        return value;
    }

    /// <summary>Puts a parameter where another was, which is disposed.</summary>
    /// <returns>The new one.</returns>
    private Parameter? Replacing(Parameter? before, Parameter? value, string name)
    {
        if (!ReferenceEquals(value, before))
        {
            before?.Dispose();
            ConditionallyRegisterParameter(name, value);
        }

        return value;
    }
}
