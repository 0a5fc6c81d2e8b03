namespace Nmt.Metrics;

/// <summary>Counts the n-grams of a hypothesis that occur in its references, clipped (Papineni et al. 2002, section 2.1).</summary>
/// <remarks>An n-gram may match as often as it occurs in the one reference that holds it most often.</remarks>
internal sealed class NgramMatcher
{
    private const int InitialCapacity = 512;

    private readonly int _maxOrder;
    private readonly NgramIndex _index = new();
    private Occurrences[] _ngrams = new Occurrences[InitialCapacity];
    private int _textNumber;

    public NgramMatcher(int maxOrder)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(maxOrder);
        _maxOrder = maxOrder;
    }

    /// <summary>Forgets the references, for the next segment.</summary>
    public void Reset()
    {
        _index.Reset();
        _textNumber = 0;
    }

    public void AddReference(ReadOnlySpan<int> tokens)
    {
        _textNumber++;
        for (int start = 0; start < tokens.Length; start++)
        {
            int ngram = NgramIndex.None;
            int end = Math.Min(start + _maxOrder, tokens.Length);
            for (int last = start; last < end; last++)
            {
                int known = _index.Count;
                ngram = _index.FindOrAdd(ngram, tokens[last]);
                if (ngram == known)
                {
                    Prepare(ngram);
                }

                ref Occurrences occurrences = ref _ngrams[ngram];
                int count = CountOccurrence(ref occurrences);
                if (count > occurrences.Allowed)
                {
                    occurrences.Allowed = count;
                }
            }
        }
    }

    /// <summary>Adds the clipped matches of each order to <paramref name="matches"/>, unigrams first.</summary>
    public void CountMatches(ReadOnlySpan<int> tokens, Span<double> matches)
    {
        _textNumber++;
        for (int start = 0; start < tokens.Length; start++)
        {
            int ngram = NgramIndex.None;
            int end = Math.Min(start + _maxOrder, tokens.Length);
            for (int last = start; last < end; last++)
            {
                ngram = _index.Find(ngram, tokens[last]);
                if (ngram == NgramIndex.None)
                {
                    // What begins with an n-gram that no reference holds is in no reference either.
                    break;
                }

                ref Occurrences occurrences = ref _ngrams[ngram];
                if (CountOccurrence(ref occurrences) <= occurrences.Allowed)
                {
                    matches[last - start]++;
                }
            }
        }
    }

    private int CountOccurrence(ref Occurrences occurrences)
    {
        if (occurrences.TextNumber != _textNumber)
        {
            occurrences.TextNumber = _textNumber;
            occurrences.Count = 0;
        }

        return ++occurrences.Count;
    }

    private void Prepare(int ngram)
    {
        if (ngram == _ngrams.Length)
        {
            Array.Resize(ref _ngrams, ngram * 2);
        }

        _ngrams[ngram] = default;
    }

    private struct Occurrences
    {
        /// <summary>The most that any reference has.</summary>
        public int Allowed;

        /// <summary>How many the text being read has had so far.</summary>
        public int Count;

        /// <summary>The text that <see cref="Count"/> belongs to.</summary>
        public int TextNumber;
    }
}
