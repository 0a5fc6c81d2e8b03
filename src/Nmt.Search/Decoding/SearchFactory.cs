using Nmt.Search.Beams;

namespace Nmt.Search.Decoding;

/// <summary>Creates the search that a config describes: sampling, greedy search for a beam of one, or beam search.</summary>
public static class SearchFactory
{
    /// <summary>Creates the search over a scorer, which the caller still owns.</summary>
    /// <param name="config">The config.</param>
    /// <param name="scorer">The model.</param>
    /// <param name="tokens">The special tokens.</param>
    /// <param name="random">Source of randomness for sampling.</param>
    /// <param name="keepsAttention">Whether hypotheses include attention weights.</param>
    public static ISearch Create(
        SearchConfig config, ITokenScorer scorer, SpecialTokens tokens, RandomStreams random, bool keepsAttention = false)
    {
        var options = Options(config, tokens, keepsAttention);
        if (config.Method == SearchMethod.Sampling)
        {
            var sampling = new SamplingOptions
            {
                Seed = config.Seed, Temperature = config.Temperature, TopK = config.TopK, TopP = config.TopP,
            };
            return new SamplingSearch(scorer, options, sampling, random, config.Samples, config.Candidates);
        }

        return config.BeamSize == 1
            ? new GreedySearch(scorer, options)
            : new BeamSearch(scorer, options, config.BeamSize, config.Candidates);
    }

    /// <summary>Creates the options common to all searches.</summary>
    /// <param name="config">The config.</param>
    /// <param name="tokens">The special tokens.</param>
    /// <param name="keepsAttention">Whether hypotheses include attention weights.</param>
    public static DecodingOptions Options(SearchConfig config, SpecialTokens tokens, bool keepsAttention)
    {
        var limit = new LengthLimit(config.MaxLengthRatio, config.MaxLengthOffset)
        {
            MaxLength = config.MaxLength > 0 ? config.MaxLength : int.MaxValue,
            MinLength = config.MinLength,
            MinLengthRatio = config.MinLengthRatio,
        };
        return new DecodingOptions(tokens, limit, new LengthPenalty(config.LengthPenalty, config.LengthPenaltyAlpha))
        {
            Coverage = config.CoveragePenalty > 0 ? new CoveragePenalty(config.CoveragePenalty) : null,
            NoRepeatNgram = config.NoRepeatNgram,
            Stopping = config.Stopping,
            Diversity = config.DiverseGroups > 1 ? new DiverseGroups(config.DiverseGroups, config.DiversityStrength) : null,
            KeepsAttention = keepsAttention || config.ReplaceUnknown,
        };
    }
}
