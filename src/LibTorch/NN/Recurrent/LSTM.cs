using static TorchSharp.torch;
using static TorchSharp.torch.nn;
using static TorchSharp.torch.nn.utils.rnn;

namespace TorchSharp.Modules;

/// <summary>Long short-term memory (Hochreiter and Schmidhuber 1997, with forget gates) over whole sequences.</summary>
/// <remarks>
/// <c>i, f, o = σ(...)</c>, <c>g = tanh(...)</c>, <c>c' = f c + i g</c>, <c>h' = o tanh(c')</c>; the rows of the weights hold
/// the gates in the order i, f, g, o.
/// </remarks>
public sealed class LSTM : Module<Tensor, (Tensor, Tensor)?, (Tensor, Tensor, Tensor)>
{
    private readonly RecurrentOptions _options;
    private readonly RecurrentWeights _weights;

    internal LSTM(RecurrentOptions options, Device? device, ScalarType? dtype)
        : base(nameof(LSTM))
    {
        _options = options.Checked(nameof(LSTM));
        _weights = new RecurrentWeights(options, RecurrentKind.Lstm, device, dtype, this);
    }

    /// <summary>Runs over a padded batch.</summary>
    /// <param name="input"><c>[time, batch, input]</c>, or <c>[batch, time, input]</c> where the layer is batch first.</param>
    /// <param name="h0_c0">The first states, each <c>[layers*directions, batch, hidden]</c>; zeros when null.</param>
    /// <returns>All hidden states of the last layer, and the last hidden and cell state of each layer and direction.</returns>
    public override unsafe (Tensor, Tensor, Tensor) forward(Tensor input, (Tensor, Tensor)? h0_c0 = null)
    {
        Span<IntPtr> handles = stackalloc IntPtr[_weights.Count];
        _weights.Fill(handles);
        IntPtr output, hn, cn;
        fixed (IntPtr* weights = handles)
        {
            Tensor.Check(
                Native.nmt_nn_lstm(
                    Tensor.Pass(input),
                    Tensor.PassOptional(h0_c0?.Item1),
                    Tensor.PassOptional(h0_c0?.Item2),
                    weights,
                    _weights.Count,
                    _options.Argument(training),
                    &output,
                    &hn,
                    &cn),
                "LSTM",
                input,
                _weights.First,
                h0_c0?.Item1,
                h0_c0?.Item2);
        }

        GC.KeepAlive(this);
        return (new Tensor(output), new Tensor(hn), new Tensor(cn));
    }

    /// <summary>Runs over a padded batch, as <see cref="forward"/>.</summary>
    public new (Tensor, Tensor, Tensor) call(Tensor input, (Tensor, Tensor)? h0_c0 = null) => base.call(input, h0_c0);

    /// <summary>Runs over a packed batch: the backward direction starts at the true end of each sequence.</summary>
    public unsafe (PackedSequence, Tensor, Tensor) call(PackedSequence input, (Tensor, Tensor)? h0_c0 = null)
    {
        ArgumentNullException.ThrowIfNull(input);
        Span<IntPtr> handles = stackalloc IntPtr[_weights.Count];
        _weights.Fill(handles);
        IntPtr output, hn, cn;
        fixed (IntPtr* weights = handles)
        {
            Tensor.Check(
                Native.nmt_nn_lstm_packed(
                    input.data.Handle,
                    input.batch_sizes.Handle,
                    Tensor.PassOptional(input.sorted_indices),
                    Tensor.PassOptional(input.unsorted_indices),
                    Tensor.PassOptional(h0_c0?.Item1),
                    Tensor.PassOptional(h0_c0?.Item2),
                    weights,
                    _weights.Count,
                    _options.Argument(training),
                    &output,
                    &hn,
                    &cn),
                "LSTM",
                input.data,
                _weights.First,
                h0_c0?.Item1,
                h0_c0?.Item2);
        }

        GC.KeepAlive(this);
        GC.KeepAlive(input);
        return (input.WithData(new Tensor(output)), new Tensor(hn), new Tensor(cn));
    }

    /// <summary>Lays the weights into one buffer where cuDNN wants that; elsewhere it does nothing.</summary>
    public void flatten_parameters() => _weights.Flatten();

    private protected override void OnMoved() => _weights.Refresh();
}
