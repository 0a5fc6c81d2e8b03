using System.Runtime.InteropServices;

namespace Nmt.Metrics;

/// <summary>Counts the sufficient statistics of one segment after the other; its buffers serve them all.</summary>
internal sealed class ChrfSegmentCounter
{
    private readonly ChrfOptions _options;
    private readonly TokenIndex _words = new();
    private readonly NgramMatcher _charMatcher;
    private readonly NgramMatcher _wordMatcher;

    public ChrfSegmentCounter(ChrfOptions options)
    {
        _options = options;
        _charMatcher = new NgramMatcher(options.CharOrder);
        _wordMatcher = new NgramMatcher(options.WordOrder);
    }

    /// <summary>References of the segment counted last, null ones left out.</summary>
    public int ReferenceCount { get; private set; }

    public string Preprocess(string line) => _options.Lowercase ? PythonLowercase.Convert(line) : line;

    /// <summary>The statistics against the reference with the best F-score, the first of equals; zeros without any reference.</summary>
    public ChrfStatistics Count(string hypothesis, IReadOnlyList<string?> references)
    {
        ArgumentNullException.ThrowIfNull(hypothesis);
        ArgumentNullException.ThrowIfNull(references);
        ReferenceCount = 0;
        _words.Reset();
        (List<int> hypothesisChars, List<int> hypothesisWords) = Units(Preprocess(hypothesis));
        var best = new ChrfStatistics(_options.CharOrder + _options.WordOrder);
        double bestScore = -1;
        foreach (string? reference in references)
        {
            if (reference is null)
            {
                continue;
            }

            ReferenceCount++;
            (List<int> referenceChars, List<int> referenceWords) = Units(Preprocess(reference));
            var candidate = new ChrfStatistics(
                Lengths(hypothesisChars.Count, hypothesisWords.Count),
                Lengths(referenceChars.Count, referenceWords.Count),
                Matches(hypothesisChars, hypothesisWords, referenceChars, referenceWords));
            candidate.ForgetOrdersWithoutReference();
            double score = ChrfFormula.Compute(candidate, _options);
            if (score > bestScore)
            {
                (best, bestScore) = (candidate, score);
            }
        }

        return best;
    }

    private (List<int> Chars, List<int> Words) Units(string line)
    {
        List<int> chars = _options.CharOrder > 0 ? ChrfText.CodePoints(line, _options.Whitespace) : [];
        List<int> words = [];
        if (_options.WordOrder > 0)
        {
            foreach (string word in ChrfText.Words(line))
            {
                words.Add(_words.FindOrAdd(word));
            }
        }

        return (chars, words);
    }

    private long[] Lengths(int chars, int words)
    {
        long[] ngrams = new long[_options.CharOrder + _options.WordOrder];
        for (int i = 0; i < ngrams.Length; i++)
        {
            ngrams[i] = i < _options.CharOrder ? Math.Max(0, chars - i) : Math.Max(0, words - (i - _options.CharOrder));
        }

        return ngrams;
    }

    private long[] Matches(List<int> hypothesisChars, List<int> hypothesisWords, List<int> referenceChars, List<int> referenceWords)
    {
        long[] matches = new long[_options.CharOrder + _options.WordOrder];
        Match(_charMatcher, hypothesisChars, referenceChars, matches.AsSpan(0, _options.CharOrder));
        Match(_wordMatcher, hypothesisWords, referenceWords, matches.AsSpan(_options.CharOrder));
        return matches;
    }

    private static void Match(NgramMatcher matcher, List<int> hypothesis, List<int> reference, Span<long> matches)
    {
        matcher.Reset();
        matcher.AddReference(CollectionsMarshal.AsSpan(reference));
        matcher.CountMatches(CollectionsMarshal.AsSpan(hypothesis), matches);
    }
}
