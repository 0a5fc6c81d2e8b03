namespace Nmt.Search.Decoding;

/// <summary>One sentence's hypotheses, each of which goes its own way.</summary>
internal sealed class RowSentence
{
    private readonly SearchRules _rules;
    private readonly int _sourceLength;
    private readonly int _limit;
    private readonly Hypothesis[] _rows;
    private readonly FinishedHypothesis?[] _finished;

    public RowSentence(SearchRules rules, int width, int index, int sourceLength, int limit)
    {
        (_rules, Index, _sourceLength, _limit) = (rules, index, sourceLength, limit);
        _rows = new Hypothesis[width];
        Array.Fill(_rows, Hypothesis.Start(rules.Tokens.BeginOfSentence));
        _finished = new FinishedHypothesis?[width];
    }

    /// <summary>The sentence's place in the batch that the search was given.</summary>
    public int Index { get; }

    public bool IsDone { get; private set; }

    public IReadOnlyList<Hypothesis> Rows => _rows;

    public IEnumerable<long> LastTokens => _rows.Select(row => (long)row.Token);

    /// <summary>Extends every hypothesis that has not ended.</summary>
    public void Advance(ChosenTokens chosen, int firstRow, AttentionRows? attention, bool canExhaust)
    {
        for (int i = 0; i < _rows.Length; i++)
        {
            if (_finished[i] is null)
            {
                Advance(i, firstRow + i, chosen, attention, canExhaust);
            }
        }

        IsDone = Array.TrueForAll(_finished, finished => finished is not null);
    }

    public FinishedHypothesis[] Results() => Array.ConvertAll(_finished, finished => finished!);

    private void Advance(int i, int row, ChosenTokens chosen, AttentionRows? attention, bool canExhaust)
    {
        float logProbability = chosen.LogProbabilities[row];
        FiniteScore.Require(logProbability, canExhaust);
        if (!float.IsFinite(logProbability))
        {
            _finished[i] = FinishedHypothesis.From(_rows[i], isComplete: false, _rules);
            return;
        }

        _rows[i] = _rows[i].Extend(
            (int)chosen.Tokens[row], _rows[i].LogProbability + logProbability, attention?.Of(row, _sourceLength));
        bool isComplete = _rows[i].Token == _rules.Tokens.EndOfSentence;
        if (isComplete || _rows[i].Length >= _limit)
        {
            _finished[i] = FinishedHypothesis.From(_rows[i], isComplete, _rules);
        }
    }
}
