using Nmt.Search.Decoding;
using Nmt.Search.Scorers;
using Nmt.Text;
using Nmt.Text.Subwords;

namespace Nmt.Search.Sampling;

/// <summary>
/// Draws whole translations from the model's distribution, token by token. What is drawn for a sentence depends on the seed,
/// the sentence's number and the number of the sample alone.
/// </summary>
public sealed class SamplingSearch : ISearch
{
    /// <summary>Samples of one sentence at most; keeps the streams of random numbers of all sentences apart.</summary>
    private const int MaxSamples = 1000;

    private readonly RowSearch _search;
    private readonly SamplingOptions _options;
    private readonly int _samples;
    private readonly int _nBest;

    /// <summary>Makes a search over a scorer, which stays the caller's.</summary>
    /// <param name="scorer">The model.</param>
    /// <param name="rules">Tokens, lengths and ranking.</param>
    /// <param name="options">The distribution.</param>
    /// <param name="samples">Translations drawn of a sentence.</param>
    /// <param name="nBest">Those given out: the highest scores.</param>
    public SamplingSearch(IScorer scorer, SearchRules rules, SamplingOptions options, int samples, int nBest)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(samples, MaxSamples);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(nBest, samples);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(options.Temperature, nameof(options));
        (_search, _options, _samples, _nBest) = (new RowSearch(scorer, rules, samples), options, samples, nBest);
    }

    /// <inheritdoc/>
    /// <remarks>Without guidance, sentences are numbered by their place in the batch.</remarks>
    /// <exception cref="ArgumentException">When phrases are required: chance cannot promise them.</exception>
    public IReadOnlyList<IReadOnlyList<FinishedHypothesis>> Search(
        PaddedIds source, IReadOnlyList<SentenceGuidance>? guidance = null)
    {
        if (guidance is not null && guidance.Any(sentence => sentence.Required.Count > 0))
        {
            throw new ArgumentException("required phrases need beam search", nameof(guidance));
        }

        var generators = Enumerable.Range(0, source.Sentences * _samples).Select(row =>
        {
            long number = guidance?[row / _samples].Number ?? row / _samples;
            return new SeededRandom(_options.Seed, unchecked((int)((number * MaxSamples) + (row % _samples))));
        });
        var drawn = _search.Search(source, guidance, new RandomToken(_options, [.. generators]));
        return [.. drawn.Select(IReadOnlyList<FinishedHypothesis> (found) =>
            [.. found.OrderByDescending(sample => sample.IsComplete).ThenByDescending(sample => sample.Score).Take(_nBest)])];
    }
}
