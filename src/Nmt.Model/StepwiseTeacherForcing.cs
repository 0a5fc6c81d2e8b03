using TorchSharp;
using static TorchSharp.torch;

namespace Nmt.Model;

/// <summary>Decodes target positions step by step, with gradients by autograd; works with every decoder.</summary>
public static class StepwiseTeacherForcing
{
    /// <summary>Runs the steps.</summary>
    /// <param name="length">Number of target positions.</param>
    /// <param name="step">Computes one step from its position and the previous step, which is null at first.</param>
    /// <returns>Outputs and weights of all positions.</returns>
    public static TeacherForcedOutput Decode(int length, Func<int, DecoderStep?, DecoderStep> step)
    {
        using var scope = NewDisposeScope();
        var steps = new DecoderStep[length];
        for (int t = 0; t < length; t++)
        {
            steps[t] = step(t, t > 0 ? steps[t - 1] : null);
        }

        return new TeacherForcedOutput(Stack(step => step.Output)!, Stack(step => step.Weights), Stack(step => step.AuxiliaryLoss))
        {
            HeadWeights = Stack(step => step.HeadWeights), ChoiceLogProbability = Stack(step => step.ChoiceLogProbability),
        }.MoveToOuterDisposeScope();

        Tensor? Stack(Func<DecoderStep, Tensor?> part) => part(steps[0]) is null ? null : stack(Array.ConvertAll(steps, step => part(step)!), 1);
    }
}

/// <summary>
/// Decodes with the reference token or the model's own best token as input, chosen at random per token (Bengio et al. 2015,
/// section 2.4, with the argmax instead of a sample). No gradient flows through that choice.
/// </summary>
/// <param name="model">The model.</param>
public sealed class ScheduledSampling(TranslationModel model)
{
    /// <summary>Decodes as many tokens as the reference has.</summary>
    /// <param name="reference">The inputs of teacher forcing, beginning of sentence first, <c>[batch, tgtLen]</c>.</param>
    /// <param name="ratio">The probability of using a reference token; the first one is always used.</param>
    /// <param name="state">The state before the first token.</param>
    /// <returns>Outputs and weights of all positions.</returns>
    public TeacherForcedOutput Decode(Tensor reference, double ratio, IDecoderState state)
    {
        using var scope = NewDisposeScope();
        var isKept = rand(reference.shape, ScalarType.Float32, reference.device).lt(ratio.ToScalar()).unbind(1);
        var tokens = reference.unbind(1);
        return StepwiseTeacherForcing.Decode(tokens.Length, (t, previous) =>
        {
            var input = previous is null || ratio >= 1 ? tokens[t] : where(isKept[t], tokens[t], Best(previous.Output));
            return model.Step(input, previous?.State ?? state);
        }).MoveToOuterDisposeScope();
    }

    private Tensor Best(Tensor output)
    {
        using var noGradient = no_grad();
        return model.Logits(output).argmax(-1);
    }
}
