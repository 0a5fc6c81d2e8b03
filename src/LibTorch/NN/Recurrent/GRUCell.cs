using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>One step of a GRU: see <see cref="GRU"/> for its formula.</summary>
public sealed class GRUCell : RecurrentCell<Tensor?, Tensor>
{
    internal GRUCell(long inputSize, long hiddenSize, bool bias, Device? device, ScalarType? dtype)
        : base(nameof(GRUCell), RecurrentKind.Gru.Gates, inputSize, hiddenSize, bias, (device, dtype))
    {
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
                weight_ih.Handle,
                weight_hh.Handle,
                Tensor.PassOptional(bias_ih),
                Tensor.PassOptional(bias_hh)),
            "GRUCell",
            input,
            weight_ih,
            hx);
        GC.KeepAlive(this);
        return next;
    }

    /// <summary>One step, as <see cref="forward"/>.</summary>
    public new Tensor call(Tensor input, Tensor? hx = null) => base.call(input, hx);
}
