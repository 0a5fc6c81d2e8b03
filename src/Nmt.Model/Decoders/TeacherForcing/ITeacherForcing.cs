using Nmt.Model.Attention;
using static TorchSharp.torch;

namespace Nmt.Model.Decoders.TeacherForcing;

/// <summary>A way to compute all target positions of a batch. All ways give the same values and gradients.</summary>
public interface ITeacherForcing
{
    /// <summary>Decodes with the reference's tokens as input.</summary>
    /// <param name="embedded">Embedded target inputs, <c>[batch, tgtLen, embed]</c>.</param>
    /// <param name="state">The first state.</param>
    /// <param name="memory">What to attend to.</param>
    /// <returns>Attentional states <c>[batch, tgtLen, hidden]</c> and attention weights <c>[batch, tgtLen, srcLen]</c>.</returns>
    (Tensor States, Tensor Weights) Force(Tensor embedded, DecoderState state, AttentionMemory memory);
}
