namespace Nmt.Search;

/// <summary>One sentence's search space: its unfinished hypotheses, best first, and its finished ones.</summary>
internal sealed class Beam
{
    private readonly SearchTokens _tokens;
    private readonly LengthPenalty _penalty;
    private readonly int _beamSize;
    private readonly int _nBest;
    private readonly int _limit;
    private readonly List<FinishedHypothesis> _finished = [];
    private readonly List<Hypothesis> _hypotheses;
    private readonly List<int> _parents = [];

    public Beam(SearchTokens tokens, LengthPenalty penalty, int beamSize, int nBest, int limit)
    {
        (_tokens, _penalty, _beamSize, _nBest, _limit) = (tokens, penalty, beamSize, nBest, limit);
        _hypotheses = [Hypothesis.Start(tokens.BeginOfSentence)];
    }

    public bool IsDone { get; private set; }

    /// <summary>Log-probabilities of the unfinished hypotheses, filled up to the beam with impossible ones.</summary>
    public IEnumerable<float> Scores => _hypotheses.Select(hypothesis => (float)hypothesis.LogProbability);

    public IEnumerable<long> LastTokens => _hypotheses.Select(hypothesis => (long)hypothesis.Token);

    /// <summary>For each unfinished hypothesis the row within the beam that it goes on from.</summary>
    public IReadOnlyList<int> Parents => _parents;

    /// <summary>Goes on with the best candidates.</summary>
    /// <param name="totals">Log-probabilities of the candidate hypotheses, best first.</param>
    /// <param name="places">Of each candidate: row within the beam * vocabulary + token.</param>
    /// <param name="vocabulary">Number of tokens.</param>
    public void Advance(ReadOnlySpan<float> totals, ReadOnlySpan<long> places, long vocabulary)
    {
        FiniteScore.Require(totals[0]);
        var previous = _hypotheses.ToArray();
        int length = previous[0].Length + 1;
        _hypotheses.Clear();
        _parents.Clear();
        for (int rank = 0; rank < totals.Length && _hypotheses.Count < _beamSize && float.IsFinite(totals[rank]); rank++)
        {
            int parent = (int)(places[rank] / vocabulary);
            var hypothesis = previous[parent].Extend((int)(places[rank] % vocabulary), totals[rank]);
            if (hypothesis.Token != _tokens.EndOfSentence)
            {
                _hypotheses.Add(hypothesis);
                _parents.Add(parent);
            }
            else if (rank < _beamSize)
            {
                Finish(hypothesis, isComplete: true);
            }
        }

        IsDone = _hypotheses.Count == 0 || length >= _limit || _finished.Count >= _beamSize || CannotImprove();
        if (IsDone)
        {
            FinishUnfinished();
        }
        else
        {
            FillUp(length);
        }
    }

    /// <summary>The best finished hypotheses, best first; those that the limit cut off after all that ended by themselves.</summary>
    public IReadOnlyList<FinishedHypothesis> Best() =>
        [.. _finished.OrderByDescending(hypothesis => hypothesis.IsComplete).ThenByDescending(hypothesis => hypothesis.Score).Take(_nBest)];

    /// <summary>
    /// True when no unfinished hypothesis can still enter the n best: log-probabilities only fall, and no length penalty
    /// is larger than the one at the limit.
    /// </summary>
    private bool CannotImprove()
    {
        if (_finished.Count < _nBest)
        {
            return false;
        }

        double worst = _finished.Select(hypothesis => hypothesis.Score).OrderDescending().ElementAt(_nBest - 1);
        return _penalty.Normalize(_hypotheses[0].LogProbability, _limit) <= worst;
    }

    /// <summary>Where too few hypotheses ended by themselves, those that the limit cut off are given out too, marked as such.</summary>
    private void FinishUnfinished()
    {
        foreach (var hypothesis in _hypotheses.Take(_nBest - _finished.Count))
        {
            Finish(hypothesis, isComplete: false);
        }
    }

    private void Finish(Hypothesis hypothesis, bool isComplete)
    {
        int[] ids = hypothesis.Tokens();
        _finished.Add(new FinishedHypothesis(
            isComplete ? ids[..^1] : ids, hypothesis.LogProbability,
            _penalty.Normalize(hypothesis.LogProbability, hypothesis.Length), isComplete));
    }

    /// <summary>A tiny vocabulary may offer fewer candidates than the beam holds; impossible ones keep the rows even.</summary>
    private void FillUp(int length)
    {
        while (_hypotheses.Count < _beamSize)
        {
            _hypotheses.Add(new Hypothesis(null, _tokens.EndOfSentence, double.NegativeInfinity, length));
            _parents.Add(0);
        }
    }
}
