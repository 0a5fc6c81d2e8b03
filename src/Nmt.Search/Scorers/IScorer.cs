using Nmt.Text.Subwords;
using static TorchSharp.torch;

namespace Nmt.Search.Scorers;

/// <summary>Source of next-token log-probabilities: all that search knows of a model.</summary>
/// <remarks>Implementers work without gradients, and may throw what the tensor library throws.</remarks>
public interface IScorer
{
    /// <summary>Where scores come from and tokens should be.</summary>
    Device Device { get; }

    /// <summary>Reads a batch of source sentences.</summary>
    /// <returns>The state before the first target token, one row a sentence, in the current dispose scope.</returns>
    IScorerState Start(PaddedIds source);

    /// <summary>Scores every possible next token.</summary>
    /// <param name="state">The state before this token, <c>rows</c> rows.</param>
    /// <param name="lastTokens">The token before, beginning of sentence at first, <c>[rows]</c>.</param>
    ScorerStep Step(IScorerState state, Tensor lastTokens);
}
