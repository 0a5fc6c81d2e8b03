namespace Nmt.Search.Decoding;

/// <summary>Creates a source of 64 random bits a call; equal arguments give equal sequences, different ones independent ones.</summary>
/// <param name="seed">The seed.</param>
/// <param name="stream">Distinguishes the sequences of one seed.</param>
public delegate Func<ulong> RandomStreams(int seed, int stream);

/// <summary>
/// Draws whole translations from the model's distribution, token by token. What is drawn for a sentence depends on the seed,
/// the sentence's number and the number of the sample alone: each hypothesis has random numbers of its own.
/// </summary>
public sealed class SamplingSearch : ISearch
{
    /// <summary>Samples of one sentence at most; keeps the random streams of all sentences apart.</summary>
    private const int MaxSamples = 1000;

    /// <summary>Random bits of a uniform number: few enough that it stays below 1 when it is scaled in double precision.</summary>
    private const int Bits = 40;

    private readonly StepwiseSearch _search;
    private readonly SamplingOptions _sampling;
    private readonly RandomStreams _random;
    private readonly int _samples;
    private readonly int _nBest;

    /// <summary>Creates a search over a scorer, which stays the caller's.</summary>
    /// <param name="scorer">The model.</param>
    /// <param name="options">Tokens, lengths and ranking.</param>
    /// <param name="sampling">The distribution.</param>
    /// <param name="random">Source of randomness.</param>
    /// <param name="samples">Translations drawn for each sentence.</param>
    /// <param name="nBest">Those returned: the highest scores.</param>
    public SamplingSearch(
        ITokenScorer scorer, DecodingOptions options, SamplingOptions sampling, RandomStreams random, int samples, int nBest)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(samples, MaxSamples);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(nBest, samples);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(sampling.Temperature, nameof(sampling));
        _search = new StepwiseSearch(scorer, options, samples);
        (_sampling, _random, _samples, _nBest) = (sampling, random, samples, nBest);
    }

    /// <inheritdoc/>
    /// <remarks>Without constraints, sentences are numbered by their index in the batch.</remarks>
    /// <exception cref="ArgumentException">When phrases are required: chance cannot promise them.</exception>
    public IReadOnlyList<IReadOnlyList<FinishedHypothesis>> Search(
        IReadOnlyList<int[]> source, IReadOnlyList<DecodingConstraints>? constraints = null, CancellationToken cancellation = default)
    {
        if (constraints is not null && constraints.Any(sentence => sentence.Required.Count > 0))
        {
            throw new ArgumentException("required phrases need beam search", nameof(constraints));
        }

        Func<ulong>[] streams = [.. Enumerable.Range(0, source.Count * _samples).Select(hypothesis =>
        {
            long number = constraints?[hypothesis / _samples].Number ?? hypothesis / _samples;
            return _random(_sampling.Seed, unchecked((int)((number * MaxSamples) + (hypothesis % _samples))));
        })];
        TokenDraws Draw(IEnumerable<int> hypotheses) => new(_sampling, [.. hypotheses.Select(hypothesis => Uniform(streams[hypothesis]))]);
        var drawn = _search.Search(source, constraints, Draw, cancellation);
        return [.. drawn.Select(IReadOnlyList<FinishedHypothesis> (found) =>
            [.. found.OrderByDescending(sample => sample.IsComplete).ThenByDescending(sample => sample.Score).Take(_nBest)])];
    }

    private static double Uniform(Func<ulong> random) => (random() >> (64 - Bits)) * Math.Pow(2, -Bits);
}
