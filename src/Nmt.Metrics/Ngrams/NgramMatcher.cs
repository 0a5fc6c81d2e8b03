namespace Nmt.Metrics;

/// <summary>Counts the n-grams of a hypothesis that occur in its references, clipped (Papineni et al. 2002, section 2.1).</summary>
/// <remarks>An n-gram may match as often as it occurs in the one reference that holds it most often.</remarks>
internal sealed class NgramMatcher
{
    private const int InitialCapacity = 512;

    private readonly int _maxOrder;
    private readonly NgramIndex _index = new();
    private int[] _allowed = new int[InitialCapacity];
    private int[] _occurrences = new int[InitialCapacity];
    private int[] _countedFor = new int[InitialCapacity];
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

                _allowed[ngram] = Math.Max(_allowed[ngram], CountOccurrence(ngram));
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

                if (CountOccurrence(ngram) <= _allowed[ngram])
                {
                    matches[last - start]++;
                }
            }
        }
    }

    private int CountOccurrence(int ngram)
    {
        if (_countedFor[ngram] != _textNumber)
        {
            _countedFor[ngram] = _textNumber;
            _occurrences[ngram] = 0;
        }

        return ++_occurrences[ngram];
    }

    private void Prepare(int ngram)
    {
        if (ngram == _allowed.Length)
        {
            Array.Resize(ref _allowed, ngram * 2);
            Array.Resize(ref _occurrences, ngram * 2);
            Array.Resize(ref _countedFor, ngram * 2);
        }

        _allowed[ngram] = 0;
        _countedFor[ngram] = 0;
    }
}
