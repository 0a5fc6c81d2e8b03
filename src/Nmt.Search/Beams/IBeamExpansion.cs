using Nmt.Search.Decoding;
using static TorchSharp.torch;

namespace Nmt.Search.Beams;

/// <summary>Picks how each beam goes on.</summary>
internal interface IBeamExpansion
{
    /// <summary>Advances beams by one token.</summary>
    /// <param name="active">The beams of a batch, in row order.</param>
    /// <param name="width">Rows of each of them: 1 at first, then the beam size.</param>
    /// <param name="totals">
    /// Log-probabilities of every hypothesis with every next token, <c>[beams * width, vocab]</c>; minus infinity where
    /// something is forbidden.
    /// </param>
    /// <param name="attention">The step's attention, where it is kept.</param>
    void Expand(IReadOnlyList<Beam> active, int width, Tensor totals, AttentionRows? attention);
}
