using static TorchSharp.torch;

namespace Nmt.Model.Decoders.TeacherForcing;

/// <summary>Where <see cref="InputFeedingFunction"/> puts its attention weights.</summary>
internal sealed class AttentionWeightsHolder
{
    /// <summary>The weights, <c>[tgtLen, batch, srcLen]</c>, in the scope that the function is applied in.</summary>
    public Tensor Weights { get; set; } = null!;
}
