using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>One step of an LSTM: see <see cref="LSTM"/> for its formula.</summary>
public sealed class LSTMCell : RecurrentCell<(Tensor, Tensor)?, (Tensor, Tensor)>
{
    internal LSTMCell(long inputSize, long hiddenSize, bool bias, Device? device, ScalarType? dtype)
        : base(nameof(LSTMCell), RecurrentKind.Lstm.Gates, inputSize, hiddenSize, bias, (device, dtype))
    {
    }

    /// <summary>One step.</summary>
    /// <param name="input"><c>[batch, input]</c>.</param>
    /// <param name="h0_c0">Hidden and cell state, each <c>[batch, hidden]</c>; zeros when null.</param>
    /// <returns>The next hidden and cell state.</returns>
    public override unsafe (Tensor, Tensor) forward(Tensor input, (Tensor, Tensor)? h0_c0)
    {
        IntPtr h, c;
        Tensor.Check(
            Native.nmt_nn_lstm_cell(
                Tensor.Pass(input),
                Tensor.PassOptional(h0_c0?.Item1),
                Tensor.PassOptional(h0_c0?.Item2),
                weight_ih.Handle,
                weight_hh.Handle,
                Tensor.PassOptional(bias_ih),
                Tensor.PassOptional(bias_hh),
                &h,
                &c),
            "LSTMCell",
            input,
            weight_ih,
            h0_c0?.Item1,
            h0_c0?.Item2);
        GC.KeepAlive(this);
        return (new Tensor(h), new Tensor(c));
    }

    /// <summary>One step, as <see cref="forward"/>.</summary>
    public new (Tensor, Tensor) call(Tensor input, (Tensor, Tensor)? h0_c0 = null) => base.call(input, h0_c0);
}
