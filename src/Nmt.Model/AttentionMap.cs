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

/// <summary>What attends to what.</summary>
public enum AttentionSite
{
    /// <summary>Target positions to source positions.</summary>
    Cross,

    /// <summary>Source positions to source positions.</summary>
    EncoderSelf,

    /// <summary>Target positions to earlier target positions and themselves.</summary>
    DecoderSelf,
}
