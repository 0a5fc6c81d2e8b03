using static TorchSharp.torch;

namespace Nmt.Model.Decoders;

/// <summary>Everything that one step hands to the next; immutable. <c>rows</c> is batch, or batch*beam in search.</summary>
/// <param name="Hidden">Hidden state of each layer, <c>[rows, hidden]</c>.</param>
/// <param name="Cell">Cell state of each layer, <c>[rows, hidden]</c>.</param>
/// <param name="Attentional">The last attentional state h̃, <c>[rows, hidden]</c>; zeros at first.</param>
public sealed record DecoderState(IReadOnlyList<Tensor> Hidden, IReadOnlyList<Tensor> Cell, Tensor Attentional)
{
    /// <summary>
    /// What each layer's hidden state is multiplied with where it enters a step, <c>[rows, hidden]</c>: a dropout that is the
    /// same at all steps. None outside of training.
    /// </summary>
    public IReadOnlyList<Tensor>? HiddenScale { get; init; }

    /// <summary>The state of some rows, in the order given; a row may occur several times.</summary>
    /// <param name="rows">Indices, <c>[kept]</c>.</param>
    public DecoderState Select(Tensor rows) => Map(tensor => tensor.index_select(0, rows));

    /// <summary>Hands all tensors to the dispose scope around the current one.</summary>
    public DecoderState MoveToOuterDisposeScope() => Map(tensor => tensor.MoveToOuterDisposeScope());

    private DecoderState Map(Func<Tensor, Tensor> change) =>
        new([.. Hidden.Select(change)], [.. Cell.Select(change)], change(Attentional))
        {
            HiddenScale = HiddenScale is null ? null : [.. HiddenScale.Select(change)],
        };
}
