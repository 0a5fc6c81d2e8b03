using Nmt.Model.Autograd;
using static TorchSharp.torch;

namespace Nmt.Model.Decoders.TeacherForcing;

/// <summary>
/// An LSTM decoder with input feeding and general attention over all target positions, differentiated by hand.
/// Arguments: x <c>[tgtLen, batch, embed]</c>, h0 and c0 <c>[batch, hidden]</c>, keys <c>[batch, srcLen, hidden]</c>, states
/// <c>[batch, srcLen, memory]</c>, padding <c>[batch, srcLen]</c>, W_ih <c>[4*hidden, embed+hidden]</c>, W_hh
/// <c>[4*hidden, hidden]</c>, bias <c>[4*hidden]</c>, W_c <c>[hidden, memory+hidden]</c>, dropout <c>[tgtLen, batch, hidden]</c>,
/// recurrent dropout <c>[batch, hidden]</c>,
/// and an <see cref="AttentionWeightsHolder"/>, which the weights <c>[tgtLen, batch, srcLen]</c> leave by: they have no gradient here, and
/// the library wants one for every result. Result: attentional states <c>[tgtLen, batch, hidden]</c>.
/// </summary>
public sealed class InputFeedingFunction : HandWrittenFunction<InputFeedingFunction>
{
    /// <inheritdoc/>
    protected override Tensor Compute(autograd.AutogradContext context, object[] arguments)
    {
        ArgumentNullException.ThrowIfNull(context);
        using var scope = NewDisposeScope();
        var input = new InputFeedingInput(arguments);
        var pass = InputFeedingPass.Run(input);
        context.save_for_backward([.. input.Tensors, .. pass.Tensors]);
        // They are read after this method returns, so the caller's scope frees them.
        foreach (var saved in pass.Tensors)
        {
            saved.MoveToOuterDisposeScope();
        }

        ((AttentionWeightsHolder)arguments[InputFeedingInput.Count]).Weights = pass.Weights;
        // The result must not be saved itself: it, the function and the saved tensor would hold each other for ever.
        return (pass.Attentional * input.Dropout).MoveToOuterDisposeScope();
    }

    /// <inheritdoc/>
    protected override List<Tensor> Gradients(autograd.AutogradContext context, Tensor gradient)
    {
        ArgumentNullException.ThrowIfNull(context);
        using var scope = NewDisposeScope();
        var saved = context.get_saved_variables();
        var input = new InputFeedingInput([.. saved.Take(InputFeedingInput.Count)]);
        var pass = new InputFeedingPass([.. saved.Skip(InputFeedingInput.Count)]);
        var gradients = new InputFeedingGradients(input, pass).Compute(gradient);
        foreach (var computed in gradients)
        {
            computed?.MoveToOuterDisposeScope();
        }

        return [.. gradients, null!];
    }
}
