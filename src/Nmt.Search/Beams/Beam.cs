using Nmt.Search.Filters;

namespace Nmt.Search.Beams;

/// <summary>The beam of one sentence: its unfinished and finished hypotheses.</summary>
internal sealed class Beam
{
    private readonly DecodingOptions _options;
    private readonly BeamSentence _sentence;
    private readonly int _beamSize;
    private readonly int _nBest;
    private readonly List<FinishedHypothesis> _finished = [];
    private readonly List<Hypothesis> _hypotheses;
    private readonly List<int> _parents = [];

    public Beam(DecodingOptions options, int beamSize, int nBest, BeamSentence sentence)
    {
        (_options, _beamSize, _nBest, _sentence) = (options, beamSize, nBest, sentence);
        _hypotheses = [Hypothesis.Start(options.Tokens.BeginOfSentence)];
    }

    public bool IsDone { get; private set; }

    public BeamSentence Sentence => _sentence;

    /// <summary>Unfinished hypotheses, padded to the beam size with impossible ones.</summary>
    public IReadOnlyList<Hypothesis> Hypotheses => _hypotheses;

    /// <summary>For each unfinished hypothesis, the row within the beam of the hypothesis that it extends.</summary>
    public IReadOnlyList<int> Parents => _parents;

    /// <summary>Advances the beam by one step.</summary>
    /// <param name="update">The selected candidates.</param>
    /// <param name="scores">The scores of the step; only their attention is used, if it is kept.</param>
    /// <param name="firstRow">The beam's first row in the batch.</param>
    public void Advance(BeamUpdate update, TokenScores scores, int firstRow)
    {
        var previous = _hypotheses.ToArray();
        int length = previous[0].Length + 1;
        _hypotheses.Clear();
        _parents.Clear();
        Hypothesis Extend(Candidate candidate) => previous[candidate.Parent].Extend(
            candidate.Token, candidate.Total,
            _options.NeedsAttention ? scores.AttentionOf(firstRow + candidate.Parent, _sentence.SourceLength) : null);

        foreach (var candidate in update.Ended)
        {
            Finish(Extend(candidate), isComplete: true);
        }

        foreach (var candidate in update.Continued)
        {
            _hypotheses.Add(float.IsFinite(candidate.Total) ? Extend(candidate) : Impossible(length));
            _parents.Add(candidate.Parent);
        }

        double best = _hypotheses.Count == 0 ? double.NegativeInfinity : _hypotheses.Max(hypothesis => hypothesis.LogProbability);
        bool isExhausted = double.IsNegativeInfinity(best);
        IsDone = isExhausted || length >= _sentence.Limit || IsDecided(best, length, update);
        if (IsDone)
        {
            // If nothing has finished and nothing can continue, only the hypotheses before this step remain.
            FinishUnfinished(isExhausted && _finished.Count == 0 ? previous : _hypotheses);
        }
        else
        {
            Pad(length);
        }
    }

    /// <summary>Returns the best finished hypotheses, best first; truncated ones rank below all complete ones.</summary>
    public IReadOnlyList<FinishedHypothesis> Best() =>
        [.. _finished.OrderByDescending(hypothesis => hypothesis.IsComplete).ThenByDescending(hypothesis => hypothesis.Score).Take(_nBest)];

    private bool IsDecided(double best, int length, BeamUpdate update) => _options.Stopping switch
    {
        StoppingRule.First => _finished.Count >= _nBest && update.Ended.Count > 0 && update.Ended.Max(candidate => candidate.Total) >= best,
        StoppingRule.Beam => _finished.Count >= _beamSize || CannotImprove(best, length),
        StoppingRule.Exact => CannotImprove(best, length),
        var other => throw new InvalidOperationException($"unknown stopping rule {other}"),
    };

    /// <summary>
    /// Whether no unfinished hypothesis can still enter the n best: log-probabilities only fall, a coverage penalty is never
    /// positive, and every length penalty is most favourable at one end of the range of possible lengths.
    /// </summary>
    private bool CannotImprove(double best, int length)
    {
        if (_finished.Count < _nBest)
        {
            return false;
        }

        double worst = _finished.Select(hypothesis => hypothesis.Score).OrderDescending().ElementAt(_nBest - 1);
        return Math.Max(_options.Penalty.Normalize(best, length + 1), _options.Penalty.Normalize(best, _sentence.Limit)) <= worst;
    }

    /// <summary>
    /// If too few hypotheses are complete, adds truncated ones, marked as such. One that lacks required phrases is no translation of
    /// the n best; it is returned only if there is no other.
    /// </summary>
    private void FinishUnfinished(IReadOnlyList<Hypothesis> unfinished)
    {
        int missing = _nBest - _finished.Count;
        if (missing <= 0)
        {
            return;
        }

        var possible = unfinished.Where(hypothesis => double.IsFinite(hypothesis.LogProbability)).OrderByDescending(hypothesis => hypothesis.LogProbability).ToList();
        var usable = possible.FindAll(HasPhrases);
        bool lacksPhrases = usable.Count == 0 && _finished.Count == 0;
        foreach (var hypothesis in lacksPhrases ? possible.Take(1) : usable.Take(missing))
        {
            Finish(hypothesis, isComplete: false, lacksPhrases);
        }
    }

    private bool HasPhrases(Hypothesis hypothesis) =>
        _sentence.Required.Count == 0 || PhraseProgress.From(_sentence.Required, hypothesis.Tokens()).IsComplete;

    private void Finish(Hypothesis hypothesis, bool isComplete, bool lacksPhrases = false)
    {
        var finished = FinishedHypothesis.From(hypothesis, isComplete, _options) with { LacksPhrases = lacksPhrases };
        // Different groups may find the same translation, which counts once.
        if (_options.Diversity is null || !_finished.Exists(other => IsSame(other, finished)))
        {
            _finished.Add(finished);
        }
    }

    private static bool IsSame(FinishedHypothesis one, FinishedHypothesis other) =>
        one.IsComplete == other.IsComplete && one.Tokens.AsSpan().SequenceEqual(other.Tokens);

    /// <summary>Pads the beam with impossible hypotheses if a tiny vocabulary offers too few candidates: all beams need the same width.</summary>
    private void Pad(int length)
    {
        while (_hypotheses.Count < _beamSize)
        {
            _hypotheses.Add(Impossible(length));
            _parents.Add(0);
        }
    }

    private Hypothesis Impossible(int length) => new(null, _options.Tokens.EndOfSentence, double.NegativeInfinity, length);
}

/// <summary>The sentence of a beam.</summary>
/// <param name="Index">Its index in the batch.</param>
/// <param name="SourceLength">Number of source subwords, including the end of sentence.</param>
/// <param name="Limit">Maximum number of tokens in the translation.</param>
internal sealed record BeamSentence(int Index, int SourceLength, int Limit)
{
    /// <summary>Phrases that every translation contains.</summary>
    public IReadOnlyList<int[]> Required { get; init; } = [];
}
