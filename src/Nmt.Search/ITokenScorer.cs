namespace Nmt.Search;

/// <summary>Source of next-token log-probabilities: all that search knows of a model.</summary>
/// <remarks>
/// A scorer returns what a step asks for and nothing else, as plain arrays: a model on a GPU picks the tokens there, and a
/// step costs one copy to the host. Implementers work without gradients, and may throw what their engine throws.
/// </remarks>
public interface ITokenScorer
{
    /// <summary>Reads a batch of source sentences.</summary>
    /// <param name="source">Ids of each sentence, its end of sentence included.</param>
    /// <returns>The state before the first target token, one row per sentence. The caller disposes it.</returns>
    IScorerState Start(IReadOnlyList<int[]> source);

    /// <summary>Scores the next token of every row, and advances the state past the last token.</summary>
    /// <param name="state">A state of this scorer; changed in place.</param>
    /// <param name="request">The last tokens, and what to return about the next ones.</param>
    TokenScores Step(IScorerState state, StepRequest request);
}

/// <summary>What a scorer remembers of the hypotheses of one search: an opaque handle, of which a search has only one.</summary>
/// <remarks>The rows of one sentence are next to each other, the same number for each sentence.</remarks>
public interface IScorerState : IDisposable
{
    /// <summary>Continues with other hypotheses: fewer, more, or in another order. What is no longer needed is freed.</summary>
    /// <param name="rows">For each new row the old row that it continues; a sentence none of whose rows occurs is dropped.</param>
    void Select(int[] rows);
}

/// <summary>How an ensemble combines the distributions of its members.</summary>
public enum EnsembleKind
{
    /// <summary>The normalized geometric mean: log P(y) = mean of log P_k(y), minus the logarithm of their sum over all y.</summary>
    LogLinear,

    /// <summary>The arithmetic mean: log P(y) = log of the mean of P_k(y).</summary>
    Linear,
}
