using Nmt.Model.Attention;
using TorchSharp;
using static TorchSharp.torch;

namespace Nmt.Model.Decoders.TeacherForcing;

/// <summary>
/// Decodes with the reference's token or the model's own best one as input, decided for each token by chance (Bengio et al.
/// 2015, section 2.4, with the maximum instead of a sample). No gradient flows through that choice.
/// </summary>
/// <param name="decoder">Makes the steps.</param>
/// <param name="embed">Embeds tokens, <c>[batch]</c> to <c>[batch, embed]</c>.</param>
/// <param name="output">Scores the next token.</param>
public sealed class ScheduledSampling(IDecoder decoder, Func<Tensor, Tensor> embed, OutputLayer output)
{
    /// <summary>Decodes as many tokens as the reference has.</summary>
    /// <param name="reference">The inputs of teacher forcing, beginning of sentence first, <c>[batch, tgtLen]</c>.</param>
    /// <param name="ratio">The share of them that is kept; the first one always is.</param>
    /// <param name="state">The first state.</param>
    /// <param name="memory">What to attend to.</param>
    /// <returns>Attentional states <c>[batch, tgtLen, hidden]</c> and attention weights <c>[batch, tgtLen, srcLen]</c>.</returns>
    public (Tensor States, Tensor Weights) Force(Tensor reference, double ratio, DecoderState state, AttentionMemory memory)
    {
        using var scope = NewDisposeScope();
        var isKept = rand(reference.shape, ScalarType.Float32, reference.device).lt(ratio.ToScalar()).unbind(1);
        var tokens = reference.unbind(1);
        var states = new Tensor[tokens.Length];
        var weights = new Tensor[tokens.Length];
        for (int t = 0; t < tokens.Length; t++)
        {
            var input = t == 0 || ratio >= 1 ? tokens[t] : where(isKept[t], tokens[t], Best(states[t - 1]));
            var step = decoder.Step(embed(input), state, memory);
            (states[t], weights[t], state) = (step.Attentional, step.Weights, step.State);
        }

        return (stack(states, 1).MoveToOuterDisposeScope(), stack(weights, 1).MoveToOuterDisposeScope());
    }

    private Tensor Best(Tensor attentional)
    {
        using var noGradient = no_grad();
        return output.call(attentional).argmax(-1);
    }
}
