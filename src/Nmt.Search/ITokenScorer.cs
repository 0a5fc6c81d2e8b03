namespace Nmt.Search;

/// <summary>Source of next-token log-probabilities: all that a search sees of a model.</summary>
/// <remarks>
/// A scorer returns only what a step requests, as plain arrays: a model on a GPU selects the tokens there, and a step costs
/// one copy to the host. Implementations compute no gradients and may throw the exceptions of their engine.
/// </remarks>
public interface ITokenScorer
{
    /// <summary>Maximum number of tokens of a sentence on either side, counting its end: a model may know only so many positions.</summary>
    int MaxLength => int.MaxValue;

    /// <summary>Encodes a batch of source sentences.</summary>
    /// <param name="source">Ids of each sentence, including its end of sentence.</param>
    /// <returns>The state before the first target token, one row per sentence. The caller disposes it.</returns>
    IScorerState Start(IReadOnlyList<int[]> source);

    /// <summary>Scores the next token of every row, and advances the state past the last token.</summary>
    /// <param name="state">A state of this scorer; changed in place.</param>
    /// <param name="request">The last tokens, and what to return about the next ones.</param>
    TokenScores Step(IScorerState state, StepRequest request);
}

/// <summary>A scorer's state for the hypotheses of one search: an opaque handle, one per search.</summary>
/// <remarks>The rows of a sentence are adjacent, and every sentence has the same number of rows.</remarks>
public interface IScorerState : IDisposable
{
    /// <summary>Selects the hypotheses to continue with: fewer, more, or in another order. Frees what is no longer needed.</summary>
    /// <param name="rows">For each new row, the old row that it continues; a sentence without any selected row is dropped.</param>
    void Select(int[] rows);
}

/// <summary>How an ensemble combines the distributions of its members.</summary>
public enum EnsembleKind
{
    /// <summary>The normalized geometric mean: log P(y) = mean of log P_k(y), renormalized over all y.</summary>
    LogLinear,

    /// <summary>The arithmetic mean: log P(y) = log of the mean of P_k(y).</summary>
    Linear,
}
