using static TorchSharp.torch;

namespace Nmt.Model.Attention.Windows;

/// <summary>
/// Decides which source positions a decoder state may attend to: the second part of attention (Luong et al. 2015, sections 3.1
/// and 3.2). A window with weights is a module.
/// </summary>
public interface IAttentionWindow
{
    /// <summary>Whether all source positions are inside.</summary>
    bool IsGlobal { get; }

    /// <summary>Computes the window of each decoder state.</summary>
    /// <param name="query">Decoder states, <c>[batch, queries, hidden]</c>.</param>
    /// <param name="padding">True at padding, <c>[batch, 1, srcLen]</c>.</param>
    /// <param name="position">The target position of the queries, from 0.</param>
    WindowedPositions Compute(Tensor query, Tensor padding, int position);
}

/// <summary>The source positions that decoder states may attend to.</summary>
/// <param name="Outside">True at positions outside of the window, <c>[batch, queries or 1, srcLen]</c>; at least one is inside.</param>
/// <param name="Factor">What the normalized weights are multiplied by, <c>[batch, queries, srcLen]</c>; null for 1.</param>
public sealed record WindowedPositions(Tensor Outside, Tensor? Factor);

/// <summary>Global attention: all source positions (Luong et al. 2015, section 3.1).</summary>
public sealed class GlobalWindow : IAttentionWindow
{
    /// <inheritdoc/>
    public bool IsGlobal => true;

    /// <inheritdoc/>
    public WindowedPositions Compute(Tensor query, Tensor padding, int position) => new(padding.alias(), null);
}
