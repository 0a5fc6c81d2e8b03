using TorchSharp.Utils;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace TorchSharp.Modules;

/// <summary>One step of a GRU: see <see cref="GRU"/> for its formula.</summary>
public sealed class GRUCell : Module<Tensor, Tensor?, Tensor>
{
    [ComponentName(Name = nameof(weight_ih))]
    private Parameter _weight_ih;

    [ComponentName(Name = nameof(weight_hh))]
    private Parameter _weight_hh;

    [ComponentName(Name = nameof(bias_ih))]
    private Parameter? _bias_ih;

    [ComponentName(Name = nameof(bias_hh))]
    private Parameter? _bias_hh;

    internal GRUCell(long inputSize, long hiddenSize, bool bias, Device? device, ScalarType? dtype)
        : base(nameof(GRUCell))
    {
        const long Gates = 3;
        var bound = 1 / Math.Sqrt(hiddenSize);
        _weight_ih = Drawn([Gates * hiddenSize, inputSize]);
        _weight_hh = Drawn([Gates * hiddenSize, hiddenSize]);
        if (bias)
        {
            _bias_ih = Drawn([Gates * hiddenSize]);
            _bias_hh = Drawn([Gates * hiddenSize]);
        }

        RegisterComponents();

        Parameter Drawn(long[] shape)
        {
            var data = empty(shape, dtype, device);
            init.uniform_(data, -bound, bound);
            return new Parameter(data);
        }
    }

    /// <summary>Input weight, <c>[3*hidden, input]</c>.</summary>
    public Parameter weight_ih
    {
        get => _weight_ih;
        set
        {
            ArgumentNullException.ThrowIfNull(value);
            if (!ReferenceEquals(value, _weight_ih))
            {
                _weight_ih.Dispose();
                _weight_ih = value;
                ConditionallyRegisterParameter(nameof(weight_ih), value);
            }
        }
    }

    /// <summary>Recurrent weight, <c>[3*hidden, hidden]</c>.</summary>
    public Parameter weight_hh
    {
        get => _weight_hh;
        set
        {
            ArgumentNullException.ThrowIfNull(value);
            if (!ReferenceEquals(value, _weight_hh))
            {
                _weight_hh.Dispose();
                _weight_hh = value;
                ConditionallyRegisterParameter(nameof(weight_hh), value);
            }
        }
    }

    /// <summary>Input bias, <c>[3*hidden]</c>, or null.</summary>
    public Parameter? bias_ih
    {
        get => _bias_ih;
        set
        {
            if (!ReferenceEquals(value, _bias_ih))
            {
                _bias_ih?.Dispose();
                _bias_ih = value;
                ConditionallyRegisterParameter(nameof(bias_ih), value);
            }
        }
    }

    /// <summary>Recurrent bias, <c>[3*hidden]</c>, or null.</summary>
    public Parameter? bias_hh
    {
        get => _bias_hh;
        set
        {
            if (!ReferenceEquals(value, _bias_hh))
            {
                _bias_hh?.Dispose();
                _bias_hh = value;
                ConditionallyRegisterParameter(nameof(bias_hh), value);
            }
        }
    }

    /// <summary>One step.</summary>
    /// <param name="input"><c>[batch, input]</c>.</param>
    /// <param name="hx">The state, <c>[batch, hidden]</c>; zeros when null.</param>
    /// <returns>The next state.</returns>
    public override Tensor forward(Tensor input, Tensor? hx = null)
    {
        var next = Tensor.Own(
            Native.nmt_nn_gru_cell(
                Tensor.Pass(input),
                Tensor.PassOptional(hx),
                _weight_ih.Handle,
                _weight_hh.Handle,
                Tensor.PassOptional(_bias_ih),
                Tensor.PassOptional(_bias_hh)),
            "GRUCell",
            input,
            _weight_ih,
            hx);
        GC.KeepAlive(this);
        return next;
    }

    /// <summary>One step, as <see cref="forward"/>.</summary>
    public new Tensor call(Tensor input, Tensor? hx = null) => base.call(input, hx);
}
