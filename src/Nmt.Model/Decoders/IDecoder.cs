using Nmt.Model.Attention;
using Nmt.Model.Encoders;
using static TorchSharp.torch;

namespace Nmt.Model.Decoders;

/// <summary>Writes target sentences: two faces with the same weights, all positions at once or step by step.</summary>
public interface IDecoder
{
    /// <summary>Projects the attention's keys, once a batch.</summary>
    AttentionMemory Memorize(EncoderOutput encoded);

    /// <summary>The state before the first token.</summary>
    DecoderState Start(EncoderOutput encoded);

    /// <summary>Teacher forcing: every target position, each reading the reference before it.</summary>
    /// <param name="embedded">Embedded target inputs, <c>[batch, tgtLen, embed]</c>.</param>
    /// <param name="state">The first state.</param>
    /// <param name="memory">What to attend to.</param>
    /// <returns>Attentional states <c>[batch, tgtLen, hidden]</c> and attention weights <c>[batch, tgtLen, srcLen]</c>.</returns>
    (Tensor States, Tensor Weights) Forward(Tensor embedded, DecoderState state, AttentionMemory memory);

    /// <summary>One token a row, for search.</summary>
    /// <param name="embedded">The embedded last tokens, <c>[rows, embed]</c>; rows are a multiple of the memory's batch.</param>
    /// <param name="state">What the step before handed on.</param>
    /// <param name="memory">What to attend to.</param>
    DecoderStep Step(Tensor embedded, DecoderState state, AttentionMemory memory);
}
