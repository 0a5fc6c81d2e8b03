using Nmt.Search.Filters;

namespace Nmt.Search.Decoding;

/// <summary>Extends each hypothesis by one token at each step, without a beam: greedy search and sampling.</summary>
/// <param name="scorer">The model.</param>
/// <param name="options">Special tokens, length limits and ranking.</param>
/// <param name="width">Hypotheses per sentence.</param>
internal sealed class StepwiseSearch(ITokenScorer scorer, DecodingOptions options, int width)
{
    /// <summary>Returns all hypotheses of each sentence.</summary>
    /// <param name="source">Ids of each source sentence, including its end of sentence.</param>
    /// <param name="constraints">Constraints on each translation; null when there are none.</param>
    /// <param name="draw">Creates the random draws of hypotheses, given their initial row numbers; null selects the most probable tokens.</param>
    /// <param name="cancellation">Cancels the search before its next step.</param>
    public IReadOnlyList<FinishedHypothesis[]> Search(
        IReadOnlyList<int[]> source, IReadOnlyList<DecodingConstraints>? constraints, Func<IEnumerable<int>, TokenDraws>? draw,
        CancellationToken cancellation)
    {
        // active: the sentences still in the batch, in row order, each with width rows of the scorer's state; rows of
        // finished hypotheses idle until the last one of their sentence finishes.
        SentenceSamples[] sentences = [.. source.Select((sentence, i) =>
            new SentenceSamples(options, width, i, sentence.Length, options.LimitOf(sentence.Length, constraints?[i])))];
        var active = sentences.ToList();
        var filtered = new FilteredScorer(scorer, options, source, constraints);
        using var state = scorer.Start(source);
        state.Select([.. Enumerable.Range(0, sentences.Length * width).Select(row => row / width)]);
        while (active.Count > 0)
        {
            cancellation.ThrowIfCancellationRequested();
            var draws = draw?.Invoke(active.SelectMany(sentence => Enumerable.Range(sentence.Index * width, width)));
            var scores = filtered.Step(
                state, [.. active.SelectMany(sentence => sentence.Hypotheses, (sentence, row) => (sentence.Index, row))],
                tokensPerRow: 1, draws);
            for (int i = 0; i < active.Count; i++)
            {
                active[i].Advance(scores, i * width, filtered.CanExhaust);
            }

            Select(active, state);
            active.RemoveAll(sentence => sentence.IsDone);
        }

        return Array.ConvertAll(sentences, sentence => sentence.Results());
    }

    /// <summary>Drops the rows of sentences that are done.</summary>
    private void Select(List<SentenceSamples> active, IScorerState state)
    {
        int[] rows = [.. Enumerable.Range(0, active.Count * width).Where(row => !active[row / width].IsDone)];
        if (rows.Length > 0)
        {
            state.Select(rows);
        }
    }
}

/// <summary>The hypotheses of one sentence, each extended independently.</summary>
internal sealed class SentenceSamples
{
    private readonly DecodingOptions _options;
    private readonly int _sourceLength;
    private readonly int _limit;
    private readonly Hypothesis[] _hypotheses;
    private readonly FinishedHypothesis?[] _finished;

    public SentenceSamples(DecodingOptions options, int width, int index, int sourceLength, int limit)
    {
        (_options, Index, _sourceLength, _limit) = (options, index, sourceLength, limit);
        _hypotheses = new Hypothesis[width];
        Array.Fill(_hypotheses, Hypothesis.Start(options.Tokens.BeginOfSentence));
        _finished = new FinishedHypothesis?[width];
    }

    /// <summary>The sentence's index in the batch.</summary>
    public int Index { get; }

    public bool IsDone { get; private set; }

    public IReadOnlyList<Hypothesis> Hypotheses => _hypotheses;

    /// <summary>Extends every unfinished hypothesis.</summary>
    /// <param name="scores">One token for each row of the batch.</param>
    /// <param name="firstRow">The sentence's first row.</param>
    /// <param name="canExhaust">Whether all continuations of a hypothesis may be forbidden.</param>
    public void Advance(TokenScores scores, int firstRow, bool canExhaust)
    {
        for (int i = 0; i < _hypotheses.Length; i++)
        {
            _finished[i] ??= Extend(i, firstRow + i, scores, canExhaust);
        }

        IsDone = Array.TrueForAll(_finished, finished => finished is not null);
    }

    public FinishedHypothesis[] Results() => Array.ConvertAll(_finished, finished => finished!);

    /// <returns>The finished translation; null if the hypothesis continues.</returns>
    private FinishedHypothesis? Extend(int i, int row, TokenScores scores, bool canExhaust)
    {
        float logProbability = scores.LogProbabilities[row];
        NonFiniteScoreException.ThrowIfNotFinite(logProbability, canExhaust);
        if (!float.IsFinite(logProbability))
        {
            return FinishedHypothesis.From(_hypotheses[i], isComplete: false, _options);
        }

        _hypotheses[i] = _hypotheses[i].Extend(
            scores.Tokens[row], _hypotheses[i].LogProbability + logProbability,
            _options.NeedsAttention ? scores.AttentionOf(row, _sourceLength) : null);
        bool isComplete = _hypotheses[i].Token == _options.Tokens.EndOfSentence;
        return isComplete || _hypotheses[i].Length >= _limit ? FinishedHypothesis.From(_hypotheses[i], isComplete, _options) : null;
    }
}
