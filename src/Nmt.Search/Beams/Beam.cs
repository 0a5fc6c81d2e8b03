using Nmt.Search.Decoding;

namespace Nmt.Search.Beams;

/// <summary>One sentence's search space: its unfinished hypotheses and its finished ones.</summary>
internal sealed class Beam
{
    private readonly SearchRules _rules;
    private readonly BeamSentence _sentence;
    private readonly int _beamSize;
    private readonly int _nBest;
    private readonly List<FinishedHypothesis> _finished = [];
    private readonly List<Hypothesis> _hypotheses;
    private readonly List<int> _parents = [];

    public Beam(SearchRules rules, int beamSize, int nBest, BeamSentence sentence)
    {
        (_rules, _beamSize, _nBest, _sentence) = (rules, beamSize, nBest, sentence);
        _hypotheses = [Hypothesis.Start(rules.Tokens.BeginOfSentence)];
    }

    public bool IsDone { get; private set; }

    public BeamSentence Sentence => _sentence;

    /// <summary>Unfinished hypotheses, filled up to the beam with impossible ones.</summary>
    public IReadOnlyList<Hypothesis> Hypotheses => _hypotheses;

    /// <summary>Log-probabilities of the unfinished hypotheses.</summary>
    public IEnumerable<float> Scores => _hypotheses.Select(hypothesis => (float)hypothesis.LogProbability);

    public IEnumerable<long> LastTokens => _hypotheses.Select(hypothesis => (long)hypothesis.Token);

    /// <summary>For each unfinished hypothesis the row within the beam that it goes on from.</summary>
    public IReadOnlyList<int> Parents => _parents;

    /// <summary>Whether a row holds more than a place.</summary>
    public bool IsAlive(int row) => double.IsFinite(_hypotheses[row].LogProbability);

    /// <summary>Goes on with the candidates that were picked.</summary>
    /// <param name="next">The candidates, each hypothesis's place given by its own.</param>
    /// <param name="attention">The step's attention, where it is kept.</param>
    /// <param name="firstRow">The beam's first row in the batch.</param>
    public void Advance(Continuations next, AttentionRows? attention, int firstRow)
    {
        var previous = _hypotheses.ToArray();
        int length = previous[0].Length + 1;
        _hypotheses.Clear();
        _parents.Clear();
        Hypothesis Extend(Candidate candidate) => previous[candidate.Parent].Extend(
            candidate.Token, candidate.Total, attention?.Of(firstRow + candidate.Parent, _sentence.SourceLength));

        foreach (var candidate in next.Ended)
        {
            Finish(Extend(candidate), isComplete: true);
        }

        foreach (var candidate in next.Continued)
        {
            _hypotheses.Add(float.IsFinite(candidate.Total) ? Extend(candidate) : Impossible(length));
            _parents.Add(candidate.Parent);
        }

        double best = _hypotheses.Count == 0 ? double.NegativeInfinity : _hypotheses.Max(hypothesis => hypothesis.LogProbability);
        bool isExhausted = double.IsNegativeInfinity(best);
        IsDone = isExhausted || length >= _sentence.Limit || IsDecided(best, length, next);
        if (IsDone)
        {
            // With nothing said and nothing left to say, what was said before is all there is.
            FinishUnfinished(isExhausted && _finished.Count == 0 ? previous : _hypotheses);
        }
        else
        {
            FillUp(length);
        }
    }

    /// <summary>The best finished hypotheses, best first; those that the limit cut off after all that ended by themselves.</summary>
    public IReadOnlyList<FinishedHypothesis> Best() =>
        [.. _finished.OrderByDescending(hypothesis => hypothesis.IsComplete).ThenByDescending(hypothesis => hypothesis.Score).Take(_nBest)];

    private bool IsDecided(double best, int length, Continuations next) => _rules.Stopping switch
    {
        StoppingRule.First => _finished.Count >= _nBest && next.Ended.Count > 0 && next.Ended.Max(candidate => candidate.Total) >= best,
        StoppingRule.Beam => _finished.Count >= _beamSize || CannotImprove(best, length),
        StoppingRule.Exact => CannotImprove(best, length),
        var other => throw new InvalidOperationException($"unknown stopping rule {other}"),
    };

    /// <summary>
    /// True when no unfinished hypothesis can still enter the n best: log-probabilities only fall, a coverage penalty is never
    /// above 0, and every length penalty is at its kindest at one end of the lengths still possible.
    /// </summary>
    private bool CannotImprove(double best, int length)
    {
        if (_finished.Count < _nBest)
        {
            return false;
        }

        double worst = _finished.Select(hypothesis => hypothesis.Score).OrderDescending().ElementAt(_nBest - 1);
        return Math.Max(_rules.Penalty.Normalize(best, length + 1), _rules.Penalty.Normalize(best, _sentence.Limit)) <= worst;
    }

    /// <summary>Where too few hypotheses ended by themselves, those that were cut off are given out too, marked as such.</summary>
    private void FinishUnfinished(IReadOnlyList<Hypothesis> unfinished)
    {
        int missing = _nBest - _finished.Count;
        if (missing <= 0)
        {
            return;
        }

        var possible = unfinished.Where(hypothesis => double.IsFinite(hypothesis.LogProbability));
        foreach (var hypothesis in possible.OrderByDescending(hypothesis => hypothesis.LogProbability).Take(missing))
        {
            Finish(hypothesis, isComplete: false);
        }
    }

    private void Finish(Hypothesis hypothesis, bool isComplete)
    {
        var finished = FinishedHypothesis.From(hypothesis, isComplete, _rules);
        // Groups may say the same; the same tokens twice are no second translation.
        if (_rules.Diversity is null || !_finished.Exists(other => IsSame(other, finished)))
        {
            _finished.Add(finished);
        }
    }

    private static bool IsSame(FinishedHypothesis one, FinishedHypothesis other) =>
        one.IsComplete == other.IsComplete && one.Tokens.AsSpan().SequenceEqual(other.Tokens);

    /// <summary>A tiny vocabulary may offer fewer candidates than the beam holds; impossible ones keep the rows even.</summary>
    private void FillUp(int length)
    {
        while (_hypotheses.Count < _beamSize)
        {
            _hypotheses.Add(Impossible(length));
            _parents.Add(0);
        }
    }

    private Hypothesis Impossible(int length) => new(null, _rules.Tokens.EndOfSentence, double.NegativeInfinity, length);
}
