namespace Nmt.Search;

/// <summary>Makes the search that a config describes: greedy for a beam of one, else beam search.</summary>
public static class SearchFactory
{
    /// <summary>The search over a scorer, which stays the caller's.</summary>
    public static ISearch Make(SearchConfig config, IScorer scorer, SearchTokens tokens)
    {
        var limit = new LengthLimit(config.MaxLengthRatio, config.MaxLengthOffset);
        var penalty = new LengthPenalty(config.LengthPenalty, config.LengthPenaltyAlpha);
        return config.BeamSize == 1
            ? new GreedySearch(scorer, tokens, limit, penalty)
            : new BeamSearch(scorer, tokens, limit, penalty, config.BeamSize, config.NBest);
    }
}
