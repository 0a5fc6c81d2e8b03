using static TorchSharp.torch;

namespace Nmt.Model.Decoders.TeacherForcing;

/// <summary>
/// An LSTM decoder with input feeding and general attention over all target positions, differentiated by hand.
/// Arguments: x <c>[tgtLen, batch, embed]</c>, h0 and c0 <c>[batch, hidden]</c>, keys <c>[batch, srcLen, hidden]</c>, states
/// <c>[batch, srcLen, memory]</c>, padding <c>[batch, srcLen]</c>, W_ih <c>[4*hidden, embed+hidden]</c>, W_hh
/// <c>[4*hidden, hidden]</c>, bias <c>[4*hidden]</c>, W_c <c>[hidden, memory+hidden]</c>, dropout <c>[tgtLen, batch, hidden]</c>,
/// recurrent dropout <c>[batch, hidden]</c>.
/// Results: attentional states <c>[tgtLen, batch, hidden]</c>, weights <c>[tgtLen, batch, srcLen]</c> (not differentiable).
/// </summary>
public sealed class InputFeedingFunction : autograd.MultiTensorFunction<InputFeedingFunction>
{
    /// <inheritdoc/>
    public override string Name => nameof(InputFeedingFunction);

    /// <inheritdoc/>
    public override List<Tensor> forward(autograd.AutogradContext ctx, params object[] vars)
    {
        using var scope = NewDisposeScope();
        var input = new InputFeedingInput(vars);
        var pass = InputFeedingPass.Run(input);
        ctx.save_for_backward([.. input.Tensors, .. pass.Tensors]);
        // They are read after this method returns, so the caller's scope frees them.
        foreach (var saved in pass.Tensors)
        {
            saved.MoveToOuterDisposeScope();
        }

        // Results must not be saved themselves: result, function and saved tensor would hold each other for ever.
        var states = pass.Attentional * input.Dropout;
        var weights = pass.Weights.clone();
        ctx.mark_non_differentiable([weights]);
        return [states.MoveToOuterDisposeScope(), weights.MoveToOuterDisposeScope()];
    }

    /// <inheritdoc/>
    public override List<Tensor> backward(autograd.AutogradContext ctx, List<Tensor> grad_outputs)
    {
        using var scope = NewDisposeScope();
        var saved = ctx.get_saved_variables();
        var input = new InputFeedingInput([.. saved.Take(InputFeedingInput.Count)]);
        var pass = new InputFeedingPass([.. saved.Skip(InputFeedingInput.Count)]);
        var gradients = new InputFeedingGradients(input, pass).Compute(grad_outputs[0]);
        foreach (var gradient in gradients)
        {
            gradient?.MoveToOuterDisposeScope();
        }

        return gradients;
    }
}
