using Nmt.TestKit.Searching;

namespace Nmt.Search.Tests.Beams;

/// <summary>Scores every sentence up to a length.</summary>
internal sealed class ExhaustiveSearch(TableScorer scorer, SpecialTokens tokens, LengthPenalty penalty, int vocabulary, int limit)
{
    /// <summary>Returns all complete translations within the length limit, best first.</summary>
    public List<FinishedHypothesis> All(int[] source)
    {
        int[] words = [.. Enumerable.Range(0, vocabulary).Where(id => id != tokens.EndOfSentence && !tokens.Forbidden.Contains(id))];
        List<int[]> prefixes = [[]];
        var complete = new List<FinishedHypothesis>();
        for (int length = 1; length <= limit; length++)
        {
            complete.AddRange(prefixes.Select(prefix => Finish(source, prefix)));
            prefixes = [.. prefixes.SelectMany(prefix => words.Select(word => (int[])[.. prefix, word]))];
        }

        return [.. complete.OrderByDescending(hypothesis => hypothesis.Score)];
    }

    private FinishedHypothesis Finish(int[] source, int[] prefix)
    {
        double total = scorer.Total(source, tokens.BeginOfSentence, [.. prefix, tokens.EndOfSentence]);
        return new FinishedHypothesis(prefix, total, penalty.Normalize(total, prefix.Length + 1), IsComplete: true);
    }
}

/// <summary>Beam search over one sentence with lists of whole token sequences; it stops early only for a full list of finished ones.</summary>
internal sealed class NaiveBeamSearch(TableScorer scorer, SpecialTokens tokens, LengthPenalty penalty, int beamSize, int limit)
{
    /// <summary>Returns the n best, best first; truncated ones follow complete ones.</summary>
    public List<FinishedHypothesis> Search(int[] source, int nBest)
    {
        List<(int[] Tokens, double Total)> open = [([], 0)];
        var finished = new List<FinishedHypothesis>();
        for (int length = 1; length <= limit && open.Count > 0 && finished.Count < beamSize; length++)
        {
            var continuations = open.SelectMany(prefix => Continue(source, prefix)).OrderByDescending(next => next.Total).ToList();
            finished.AddRange(continuations.Take(beamSize).Where(IsEnded).Select(next => Finish(next.Tokens[..^1], next.Total, length, true)));
            open = [.. continuations.Where(next => !IsEnded(next)).Take(beamSize)];
        }

        var truncated = open.Take(Math.Max(0, nBest - finished.Count)).Select(next => Finish(next.Tokens, next.Total, limit, false));
        return [.. finished.OrderByDescending(hypothesis => hypothesis.Score).Concat(truncated).Take(nBest)];
    }

    private bool IsEnded((int[] Tokens, double Total) hypothesis) => hypothesis.Tokens[^1] == tokens.EndOfSentence;

    private IEnumerable<(int[] Tokens, double Total)> Continue(int[] source, (int[] Tokens, double Total) prefix)
    {
        double[] next = scorer.Next(source, tokens.BeginOfSentence, prefix.Tokens);
        return Enumerable.Range(0, next.Length).Except(tokens.Forbidden)
            .Select(token => ((int[])[.. prefix.Tokens, token], prefix.Total + next[token]));
    }

    private FinishedHypothesis Finish(int[] words, double total, int length, bool isComplete) =>
        new(words, total, penalty.Normalize(total, length), isComplete);
}
