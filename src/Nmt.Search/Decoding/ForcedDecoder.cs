namespace Nmt.Search.Decoding;

/// <summary>Scores given translations: the model reads them token by token, as if a search had chosen them.</summary>
/// <param name="scorer">The model.</param>
/// <param name="options">The penalties, and whether attention is kept; no token is forbidden and no length is limited.</param>
public sealed class ForcedDecoder(ITokenScorer scorer, DecodingOptions options)
{
    /// <summary>Scores a batch.</summary>
    /// <param name="source">Source sentences, including their ends of sentence.</param>
    /// <param name="targets">Target sentences, without ends of sentence.</param>
    /// <param name="cancellation">Cancels the scoring before its next step.</param>
    /// <returns>For each pair, its target as a complete hypothesis.</returns>
    /// <exception cref="ArgumentException">When the numbers of sources and targets differ.</exception>
    public IReadOnlyList<FinishedHypothesis> Score(
        IReadOnlyList<int[]> source, IReadOnlyList<int[]> targets, CancellationToken cancellation = default)
    {
        if (targets.Count != source.Count)
        {
            throw new ArgumentException($"{source.Count} sources but {targets.Count} targets", nameof(targets));
        }

        var hypotheses = new Hypothesis[targets.Count];
        Array.Fill(hypotheses, Hypothesis.Start(options.Tokens.BeginOfSentence));
        int[] active = [.. Enumerable.Range(0, targets.Count)];
        using var state = scorer.Start(source);
        for (int position = 0; active.Length > 0; position++)
        {
            cancellation.ThrowIfCancellationRequested();
            RowToken[] next = [.. active.Select((i, row) => new RowToken(
                row, position < targets[i].Length ? targets[i][position] : options.Tokens.EndOfSentence))];
            var scores = scorer.Step(state, new StepRequest(Array.ConvertAll(active, i => hypotheses[i].Token), TokensPerRow: 0)
            {
                Requested = next, NeedsAttention = options.NeedsAttention,
            });
            for (int row = 0; row < active.Length; row++)
            {
                int i = active[row];
                hypotheses[i] = hypotheses[i].Extend(
                    next[row].Token, hypotheses[i].LogProbability + scores.Requested[row],
                    options.NeedsAttention ? scores.AttentionOf(row, source[i].Length) : null);
            }

            int[] rows = [.. Enumerable.Range(0, active.Length).Where(row => position < targets[active[row]].Length)];
            if (rows.Length > 0)
            {
                state.Select(rows);
            }

            active = Array.ConvertAll(rows, row => active[row]);
        }

        return Array.ConvertAll(hypotheses, hypothesis => FinishedHypothesis.From(hypothesis, isComplete: true, options));
    }
}
