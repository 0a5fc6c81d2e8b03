using static TorchSharp.torch;
using static TorchSharp.torch.nn;
using static TorchSharp.torch.nn.utils.rnn;

namespace TorchSharp.Modules;

/// <summary>Gated recurrent units (Cho et al. 2014) over whole sequences, with the reset gate after the matrix product.</summary>
/// <remarks>
/// <c>r, z = σ(...)</c>, <c>n = tanh(W x + b + r (U h + b'))</c>, <c>h' = (1 - z) n + z h</c>; the rows of the weights hold
/// r, z, n.
/// </remarks>
public sealed class GRU : Module<Tensor, Tensor?, (Tensor, Tensor)>
{
    private readonly RecurrentOptions _options;
    private readonly RecurrentWeights _weights;

    internal GRU(RecurrentOptions options, Device? device, ScalarType? dtype)
        : base(nameof(GRU))
    {
        _options = options.Checked(nameof(GRU));
        _weights = new RecurrentWeights(options, RecurrentKind.Gru, device, dtype, this);
    }

    /// <summary>Runs over a padded batch.</summary>
    /// <param name="input"><c>[time, batch, input]</c>, or <c>[batch, time, input]</c> where the layer is batch first.</param>
    /// <param name="h0">The first state, <c>[layers*directions, batch, hidden]</c>; zeros when null.</param>
    /// <returns>All states of the last layer, and the last state of each layer and direction.</returns>
    public override unsafe (Tensor, Tensor) forward(Tensor input, Tensor? h0 = null)
    {
        Span<IntPtr> handles = stackalloc IntPtr[_weights.Count];
        _weights.Fill(handles);
        IntPtr output, hn;
        fixed (IntPtr* weights = handles)
        {
            Tensor.Check(
                Native.nmt_nn_gru(
                    Tensor.Pass(input),
                    Tensor.PassOptional(h0),
                    weights,
                    _weights.Count,
                    _options.Argument(training),
                    &output,
                    &hn),
                "GRU",
                input,
                _weights.First,
                h0);
        }

        GC.KeepAlive(this);
        return (new Tensor(output), new Tensor(hn));
    }

    /// <summary>Runs over a padded batch, as <see cref="forward"/>.</summary>
    public new (Tensor, Tensor) call(Tensor input, Tensor? h0 = null) => base.call(input, h0);

    /// <summary>Runs over a packed batch: the backward direction starts at the true end of each sequence.</summary>
    public unsafe (PackedSequence, Tensor) call(PackedSequence input, Tensor? h0 = null)
    {
        ArgumentNullException.ThrowIfNull(input);
        Span<IntPtr> handles = stackalloc IntPtr[_weights.Count];
        _weights.Fill(handles);
        IntPtr output, hn;
        fixed (IntPtr* weights = handles)
        {
            Tensor.Check(
                Native.nmt_nn_gru_packed(
                    input.data.Handle,
                    input.batch_sizes.Handle,
                    Tensor.PassOptional(input.sorted_indices),
                    Tensor.PassOptional(input.unsorted_indices),
                    Tensor.PassOptional(h0),
                    weights,
                    _weights.Count,
                    _options.Argument(training),
                    &output,
                    &hn),
                "GRU",
                input.data,
                _weights.First,
                h0);
        }

        GC.KeepAlive(this);
        GC.KeepAlive(input);
        return (input.WithData(new Tensor(output)), new Tensor(hn));
    }

    /// <summary>Lays the weights into one buffer where cuDNN wants that; elsewhere it does nothing.</summary>
    public void flatten_parameters() => _weights.Flatten();

    private protected override void OnMoved() => _weights.Refresh();
}
