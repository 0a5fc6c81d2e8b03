using Nmt.Model.Attention;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Nmt.Model.Decoders.TeacherForcing;

/// <summary>
/// The whole loop as one autograd function with its own back-propagation through time (<see cref="InputFeedingFunction"/>):
/// no graph of some twenty nodes a step, and each weight's gradient as one product over all steps. For one layer with input
/// feeding and general attention.
/// </summary>
public sealed class FusedTeacherForcing(LSTMCell cell, Linear combine, Dropout dropout) : ITeacherForcing
{
    /// <inheritdoc/>
    public (Tensor States, Tensor Weights) Force(Tensor embedded, DecoderState state, AttentionMemory memory)
    {
        using var scope = NewDisposeScope();
        var inputs = embedded.transpose(0, 1).contiguous();                       // [tgtLen, batch, embed]
        var bias = cell.bias_ih! + cell.bias_hh!;
        var padding = memory.Padding.squeeze(1);                                  // [batch, srcLen]
        var weights = new AttentionWeightsHolder();
        var states = InputFeedingFunction.apply(
            inputs, state.Hidden[0], state.Cell[0], memory.Keys.contiguous(), memory.States.contiguous(), padding,
            cell.weight_ih, cell.weight_hh, bias, combine.weight!, DropoutScale(inputs.shape[0], state.Hidden[0]),
            state.HiddenScale?[0] ?? ones([1], state.Hidden[0].dtype, state.Hidden[0].device).expand(state.Hidden[0].shape),
            weights);
        return (
            states.transpose(0, 1).MoveToOuterDisposeScope(),
            weights.Weights.transpose(0, 1).MoveToOuterDisposeScope());
    }

    /// <summary>What each unit of each attentional state is multiplied with: 0 or 1/(1-p); all ones without dropout.</summary>
    /// <returns><c>[tgtLen, batch, hidden]</c>.</returns>
    private Tensor DropoutScale(long steps, Tensor like)
    {
        long[] shape = [steps, .. like.shape];
        bool drops = dropout.training && dropout.p > 0;
        return drops
            ? empty(shape, like.dtype, like.device).bernoulli_(1 - dropout.p).div_((1 - dropout.p).ToScalar())
            : ones([1], like.dtype, like.device).expand(shape);
    }
}
