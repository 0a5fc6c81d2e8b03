using static TorchSharp.torch;

namespace Nmt.Model.Attention;

/// <summary>What a decoder looks at: one encoded batch, its keys projected.</summary>
/// <param name="Keys">Projected states, <c>[batch, srcLen, size]</c>.</param>
/// <param name="States">Encoder states, <c>[batch, srcLen, hidden]</c>.</param>
/// <param name="Padding">True at padding, <c>[batch, 1, srcLen]</c>.</param>
public sealed record AttentionMemory(Tensor Keys, Tensor States, Tensor Padding)
{
    /// <summary>Sentences.</summary>
    public long Batch => States.shape[0];

    /// <summary>The memory of some of the sentences.</summary>
    /// <param name="sentences">Indices, <c>[kept]</c>.</param>
    public AttentionMemory Select(Tensor sentences) =>
        new(Keys.index_select(0, sentences), States.index_select(0, sentences), Padding.index_select(0, sentences));
}
