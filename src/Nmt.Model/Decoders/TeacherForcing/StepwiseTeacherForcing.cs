using Nmt.Model.Attention;
using static TorchSharp.torch;

namespace Nmt.Model.Decoders.TeacherForcing;

/// <summary>One <see cref="IDecoder.Step"/> after the other, gradients by autograd: works with every decoder.</summary>
public sealed class StepwiseTeacherForcing(IDecoder decoder) : ITeacherForcing
{
    /// <inheritdoc/>
    public (Tensor States, Tensor Weights) Force(Tensor embedded, DecoderState state, AttentionMemory memory)
    {
        using var scope = NewDisposeScope();
        var states = new List<Tensor>();
        var weights = new List<Tensor>();
        foreach (var position in embedded.unbind(1))
        {
            var step = decoder.Step(position, state, memory);
            states.Add(step.Attentional);
            weights.Add(step.Weights);
            state = step.State;
        }

        return (stack(states, 1).MoveToOuterDisposeScope(), stack(weights, 1).MoveToOuterDisposeScope());
    }
}
