using Nmt.Search.Penalties;
using Nmt.TestKit.Searching;

namespace Nmt.Search.Tests.Beams;

/// <summary>Scores every sentence that there is.</summary>
internal sealed class ExhaustiveSearch(TableScorer scorer, SearchTokens tokens, LengthPenalty penalty, int vocabulary, int limit)
{
    /// <summary>All complete translations of at most the limit's tokens, best first.</summary>
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
