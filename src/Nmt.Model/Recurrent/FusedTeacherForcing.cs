using System.Runtime.CompilerServices;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Nmt.Model.Recurrent;

/// <summary>
/// Runs the whole loop as one autograd function with its own back-propagation through time (<see cref="InputFeedingFunction"/>):
/// no graph of some twenty nodes per step, and each weight's gradient as one product over all steps. Supports one layer with input
/// feeding and attention that is a softmax over dot products. Values and gradients equal those of single steps.
/// </summary>
internal sealed class FusedTeacherForcing(LSTMCell cell, Linear combine, Dropout dropout)
{
    /// <summary>Decodes all positions.</summary>
    /// <param name="embedded">Embedded target inputs, <c>[batch, tgtLen, embed]</c>.</param>
    /// <param name="state">The state before the first token.</param>
    public TeacherForcedOutput Decode(Tensor embedded, RecurrentState state)
    {
        using var scope = NewDisposeScope();
        var source = state.Source ?? throw new ArgumentException("there is no source to attend to", nameof(state));
        var inputs = embedded.transpose(0, 1).contiguous();                       // [tgtLen, batch, embed]
        var bias = cell.bias_ih! + cell.bias_hh!;
        var padding = source.Padding.squeeze(1);                                  // [batch, srcLen]
        var weights = new StrongBox<Tensor>();
        var states = InputFeedingFunction.apply(
            inputs, state.Hidden[0], state.Cell[0], source.Keys.contiguous(), source.Values.contiguous(), padding,
            cell.weight_ih, cell.weight_hh, bias, combine.weight!, dropout.SampleFactors([inputs.shape[0], .. state.Hidden[0].shape], state.Hidden[0]),
            state.HiddenScale?[0] ?? ones([1], state.Hidden[0].dtype, state.Hidden[0].device).expand(state.Hidden[0].shape),
            weights);
        return new TeacherForcedOutput(
            states.transpose(0, 1).MoveToOuterDisposeScope(),
            weights.Value!.transpose(0, 1).MoveToOuterDisposeScope());
    }
}
