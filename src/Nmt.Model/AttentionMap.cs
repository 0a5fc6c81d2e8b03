using Nmt.Search;
using static TorchSharp.torch;

namespace Nmt.Model;

/// <summary>The attention weights of one layer, for looking at them; training and search use <see cref="DecoderStep.Weights"/>.</summary>
/// <param name="Site">What attends to what.</param>
/// <param name="Layer">The layer, from 1.</param>
/// <param name="Weights">One matrix per head, <c>[batch, heads, queries, keys]</c>.</param>
public sealed record AttentionMap(AttentionSite Site, int Layer, Tensor Weights)
{
    /// <summary>Moves the weights to the dispose scope around the current one.</summary>
    public AttentionMap MoveToOuterDisposeScope() => this with { Weights = Weights.MoveToOuterDisposeScope() };
}
