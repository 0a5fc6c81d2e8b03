using Nmt.Search.Beams;
using Nmt.Search.Decoding;
using Nmt.Search.Penalties;
using Nmt.Search.Sampling;
using Nmt.Search.Scorers;

namespace Nmt.Search;

/// <summary>Makes the search that a config describes: sampling, or greedy for a beam of one, else beam search.</summary>
public static class SearchFactory
{
    /// <summary>The search over a scorer, which stays the caller's.</summary>
    /// <param name="config">The config.</param>
    /// <param name="scorer">The model.</param>
    /// <param name="tokens">The ids that mean something.</param>
    /// <param name="keepsAttention">Whether hypotheses come with the attention of their tokens.</param>
    public static ISearch Make(SearchConfig config, IScorer scorer, SearchTokens tokens, bool keepsAttention = false)
    {
        var rules = Rules(config, tokens, keepsAttention);
        if (config.Method == SearchMethod.Sampling)
        {
            var options = new SamplingOptions
            {
                Seed = config.Seed, Temperature = config.Temperature, TopK = config.TopK, TopP = config.TopP,
            };
            return new SamplingSearch(scorer, rules, options, config.Samples, config.Candidates);
        }

        return config.BeamSize == 1
            ? new GreedySearch(scorer, rules)
            : new BeamSearch(scorer, rules, config.BeamSize, config.Candidates);
    }

    /// <summary>What a config says about every kind of search.</summary>
    /// <param name="config">The config.</param>
    /// <param name="tokens">The ids that mean something.</param>
    /// <param name="keepsAttention">Whether hypotheses come with the attention of their tokens.</param>
    public static SearchRules Rules(SearchConfig config, SearchTokens tokens, bool keepsAttention)
    {
        var limit = new LengthLimit(config.MaxLengthRatio, config.MaxLengthOffset)
        {
            Longest = config.MaxLength > 0 ? config.MaxLength : int.MaxValue,
            Shortest = config.MinLength,
            ShortestRatio = config.MinLengthRatio,
        };
        return new SearchRules(tokens, limit, new LengthPenalty(config.LengthPenalty, config.LengthPenaltyAlpha))
        {
            Coverage = config.CoveragePenalty > 0 ? new CoveragePenalty(config.CoveragePenalty) : null,
            NoRepeatNgram = config.NoRepeatNgram,
            Stopping = config.Stopping,
            Diversity = config.DiverseGroups > 1 ? new DiverseGroups(config.DiverseGroups, config.DiversityStrength) : null,
            KeepsAttention = keepsAttention || config.ReplaceUnknown,
        };
    }
}
