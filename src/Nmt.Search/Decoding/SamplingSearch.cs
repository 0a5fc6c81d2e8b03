namespace Nmt.Search.Decoding;

/// <summary>Creates a source of 64 random bits per call. Equal arguments give equal sequences, different arguments independent ones.</summary>
/// <param name="seed">The seed.</param>
/// <param name="sample">Number of the sample.</param>
/// <param name="sentence">Number of the sentence.</param>
public delegate Func<ulong> RandomStreams(int seed, int sample, long sentence);

/// <summary>
/// Samples whole translations from the model's distribution, token by token. A sample depends only on the seed, the sentence
/// number and the sample number: each hypothesis has its own random numbers.
/// </summary>
public sealed class SamplingSearch : ISearch
{
    /// <summary>Random bits in a uniform number: few enough that it stays below 1 when scaled in double precision.</summary>
    private const int Bits = 40;

    private readonly StepwiseSearch _search;
    private readonly SamplingOptions _sampling;
    private readonly RandomStreams _random;
    private readonly int _samples;
    private readonly int _nBest;

    /// <summary>Creates a search over a scorer, which the caller still owns.</summary>
    /// <param name="scorer">The model.</param>
    /// <param name="options">Special tokens, length limits and ranking.</param>
    /// <param name="sampling">The distribution to sample from.</param>
    /// <param name="random">Source of randomness.</param>
    /// <param name="samples">Translations sampled per sentence.</param>
    /// <param name="nBest">Translations returned per sentence: those with the highest scores.</param>
    public SamplingSearch(
        ITokenScorer scorer, DecodingOptions options, SamplingOptions sampling, RandomStreams random, int samples, int nBest)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(nBest, samples);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(sampling.Temperature, nameof(sampling));
        _search = new StepwiseSearch(scorer, options, samples);
        (_sampling, _random, _samples, _nBest) = (sampling, random, samples, nBest);
    }

    /// <inheritdoc/>
    /// <remarks>Without constraints, sentences are numbered by their index in the batch.</remarks>
    /// <exception cref="ArgumentException">When phrases are required: sampling cannot guarantee them.</exception>
    public IReadOnlyList<IReadOnlyList<FinishedHypothesis>> Search(
        IReadOnlyList<int[]> source, IReadOnlyList<DecodingConstraints>? constraints = null, CancellationToken cancellation = default)
    {
        if (constraints is not null && constraints.Any(sentence => sentence.Required.Count > 0))
        {
            throw new ArgumentException("required phrases need beam search", nameof(constraints));
        }

        Func<ulong>[] streams = [.. Enumerable.Range(0, source.Count * _samples).Select(hypothesis =>
        {
            var (sentence, sample) = Math.DivRem(hypothesis, _samples);
            return _random(_sampling.Seed, sample, constraints?[sentence].Number ?? sentence);
        })];
        TokenDraws Draw(IEnumerable<int> hypotheses) => new(_sampling, [.. hypotheses.Select(hypothesis => Uniform(streams[hypothesis]))]);
        var samples = _search.Search(source, constraints, Draw, cancellation);
        return [.. samples.Select(IReadOnlyList<FinishedHypothesis> (found) =>
            [.. found.OrderByDescending(sample => sample.IsComplete).ThenByDescending(sample => sample.Score).Take(_nBest)])];
    }

    private static double Uniform(Func<ulong> random) => (random() >> (64 - Bits)) * Math.Pow(2, -Bits);
}
