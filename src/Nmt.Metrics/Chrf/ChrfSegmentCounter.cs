using System.Runtime.InteropServices;
using System.Text;
using Nmt.Metrics.Ngrams;
using Nmt.Metrics.Text;

namespace Nmt.Metrics.Chrf;

/// <summary>Counts the n-grams of one segment after another, reusing its buffers.</summary>
internal sealed class ChrfSegmentCounter : ISegmentCounter
{
    private readonly ChrfOptions _options;
    private readonly TokenIndex _words = new();
    private readonly PackedNgramMatcher? _packedMatcher;
    private readonly NgramMatcher _charMatcher;
    private readonly NgramMatcher _wordMatcher;
    private readonly double[] _candidate;
    private readonly double[] _matches;

    public ChrfSegmentCounter(ChrfOptions options)
    {
        _options = options;
        _packedMatcher = options.CharOrder <= PackedNgramMatcher.MaxOrder ? new PackedNgramMatcher(options.CharOrder) : null;
        _charMatcher = new NgramMatcher(options.CharOrder);
        _wordMatcher = new NgramMatcher(options.WordOrder);
        _matches = new double[options.CharOrder + options.WordOrder];
        _candidate = new double[ChrfStatistics.NumbersPerOrder * _matches.Length];
    }

    public int ReferenceCount { get; private set; }

    public string Preprocess(string line) => _options.Lowercase ? PythonLowercase.Convert(line) : line;

    /// <summary>Counts against the reference with the best F-score, the first one on ties; zeros without references.</summary>
    public void Count(string hypothesis, IReadOnlyList<string?> references, Span<double> statistics)
    {
        ArgumentNullException.ThrowIfNull(hypothesis);
        ArgumentNullException.ThrowIfNull(references);
        ReferenceCount = 0;
        _words.Reset();
        (var hypothesisChars, var hypothesisWords) = Units(Preprocess(hypothesis));
        statistics.Clear();
        double bestScore = -1;
        for (int i = 0; i < references.Count; i++)
        {
            if (references[i] is not { } reference)
            {
                continue;
            }

            ReferenceCount++;
            (var referenceChars, var referenceWords) = Units(Preprocess(reference));
            Match(hypothesisChars, hypothesisWords, referenceChars, referenceWords);
            for (int order = 0; order < _matches.Length; order++)
            {
                FillIn(order, CountNgrams(order, hypothesisChars, hypothesisWords), CountNgrams(order, referenceChars, referenceWords));
            }

            double score = ChrfFormula.Compute<double>(_candidate, _options);
            if (score > bestScore)
            {
                bestScore = score;
                _candidate.CopyTo(statistics);
            }
        }
    }

    private (List<int> Chars, List<int> Words) Units(string line)
    {
        var chars = _options.CharOrder > 0 ? ChrfText.CodePoints(line, _options.Whitespace) : [];
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

    private int CountNgrams(int order, List<int> chars, List<int> words) => order < _options.CharOrder
        ? Math.Max(0, chars.Count - order)
        : Math.Max(0, words.Count - (order - _options.CharOrder));

    private void FillIn(int order, int hypothesis, int reference)
    {
        int start = order * ChrfStatistics.NumbersPerOrder;
        // If the reference has no n-grams, those of the hypothesis are not counted against it.
        _candidate[start] = reference > 0 ? hypothesis : 0;
        _candidate[start + 1] = reference;
        _candidate[start + 2] = _matches[order];
    }

    private void Match(List<int> hypothesisChars, List<int> hypothesisWords, List<int> referenceChars, List<int> referenceWords)
    {
        Array.Clear(_matches);
        ReadOnlySpan<int> hypothesis = CollectionsMarshal.AsSpan(hypothesisChars);
        ReadOnlySpan<int> reference = CollectionsMarshal.AsSpan(referenceChars);
        var matches = _matches.AsSpan(0, _options.CharOrder);
        if (_packedMatcher is null || !_packedMatcher.TryCountMatches(hypothesis, reference, matches))
        {
            Match(_charMatcher, hypothesis, reference, matches);
        }

        Match(
            _wordMatcher,
            CollectionsMarshal.AsSpan(hypothesisWords),
            CollectionsMarshal.AsSpan(referenceWords),
            _matches.AsSpan(_options.CharOrder));
    }

    private static void Match(NgramMatcher matcher, ReadOnlySpan<int> hypothesis, ReadOnlySpan<int> reference, Span<double> matches)
    {
        matcher.Reset();
        matcher.AddReference(reference);
        matcher.CountMatches(hypothesis, matches);
    }
}

/// <summary>The units that chrF counts in a line: code points, and words with punctuation split off.</summary>
internal static class ChrfText
{
    private static readonly AsciiSet AsciiPunctuation = new("!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~");

    /// <summary>The line's code points; a lone surrogate counts as one.</summary>
    public static List<int> CodePoints(string line, bool includeWhitespace)
    {
        var codePoints = new List<int>(line.Length);
        for (int i = 0; i < line.Length;)
        {
            char unit = line[i];
            if (char.IsHighSurrogate(unit) && Rune.TryGetRuneAt(line, i, out var rune))
            {
                codePoints.Add(rune.Value);
                i += rune.Utf16SequenceLength;
                continue;
            }

            if (includeWhitespace || !PythonWhitespace.IsWhitespace(unit))
            {
                codePoints.Add(unit);
            }

            i++;
        }

        return codePoints;
    }

    /// <summary>The line's words; one ASCII punctuation mark is split off each word: its last character, or else its first.</summary>
    public static List<string> Words(string line)
    {
        var words = new List<string>();
        int position = 0;
        while (PythonWhitespace.TryNextWord(line, ref position, out int start))
        {
            string word = line[start..position];
            if (word.Length > 1 && AsciiPunctuation.Contains(word[^1]))
            {
                words.Add(word[..^1]);
                words.Add(word[^1..]);
            }
            else if (word.Length > 1 && AsciiPunctuation.Contains(word[0]))
            {
                words.Add(word[..1]);
                words.Add(word[1..]);
            }
            else
            {
                words.Add(word);
            }
        }

        return words;
    }
}
