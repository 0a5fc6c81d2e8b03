using Nmt.Metrics.Ngrams;
using Nmt.Metrics.Text;

namespace Nmt.Metrics.Bleu;

/// <summary>Counts n-gram matches of one segment after another, reusing its buffers.</summary>
internal sealed class BleuSegmentCounter : ISegmentCounter
{
    private readonly BleuOptions _options;
    private readonly IBleuTokenizer _tokenizer;
    private readonly TokenIndex _tokens = new();
    private readonly NgramMatcher _matcher;
    private readonly List<int> _referenceLengths = [];
    private readonly TokenIdList _ids;

    public BleuSegmentCounter(BleuOptions options)
    {
        _options = options;
        _ids = new TokenIdList(_tokens);
        _tokenizer = options.SuppliedTokenizer is { } supplied ? supplied.Create() : CreateTokenizer(options.Tokenizer);
        _matcher = new NgramMatcher(options.MaxNgramOrder);
    }

    /// <inheritdoc/>
    public int ReferenceCount => _referenceLengths.Count;

    public string Preprocess(string line)
    {
        string cased = _options.Lowercase ? PythonLowercase.Convert(line) : line;
        return _tokenizer.Tokenize(PythonWhitespace.TrimEnd(cased));
    }

    public void Count(string hypothesis, IReadOnlyList<string?> references, Span<double> statistics)
    {
        ArgumentNullException.ThrowIfNull(hypothesis);
        ArgumentNullException.ThrowIfNull(references);
        _tokens.Reset();
        _matcher.Reset();
        _referenceLengths.Clear();
        for (int i = 0; i < references.Count; i++)
        {
            if (references[i] is { } reference)
            {
                var referenceTokens = TokenIds(reference, isReference: true);
                _referenceLengths.Add(referenceTokens.Length);
                _matcher.AddReference(referenceTokens);
            }
        }

        var tokens = TokenIds(hypothesis, isReference: false);
        if (_referenceLengths.Count == 0 && tokens.Length > 0)
        {
            throw new ArgumentException("A segment without any reference must have an empty hypothesis.", nameof(references));
        }

        statistics.Clear();
        statistics[0] = tokens.Length;
        statistics[1] = ClosestReferenceLength(tokens.Length);
        int orders = _options.MaxNgramOrder;
        _matcher.CountMatches(tokens, statistics.Slice(BleuFormula.FirstCount, orders));
        var totals = statistics.Slice(BleuFormula.FirstCount + orders, orders);
        for (int i = 0; i < orders; i++)
        {
            totals[i] = Math.Max(0, tokens.Length - i);
        }
    }

    private static IBleuTokenizer CreateTokenizer(BleuTokenizer tokenizer) => tokenizer switch
    {
        BleuTokenizer.Mteval13a => new Mteval13aTokenizer(),
        BleuTokenizer.International => new InternationalTokenizer(),
        BleuTokenizer.Character => new CharacterTokenizer(),
        BleuTokenizer.Chinese => new ChineseTokenizer(),
        BleuTokenizer.None => new NoneTokenizer(),
        _ => throw new ArgumentOutOfRangeException(nameof(tokenizer), tokenizer, "Unknown tokenizer."),
    };

    private ReadOnlySpan<int> TokenIds(string line, bool isReference)
    {
        _ids.Restart(addsTokens: isReference);
        string prepared = PythonWhitespace.TrimEnd(_options.Lowercase ? PythonLowercase.Convert(line) : line);
        if (_tokenizer is ISplittingTokenizer splitting)
        {
            splitting.Split(prepared, _ids);
        }
        else
        {
            PythonWhitespace.Split(_tokenizer.Tokenize(prepared), _ids);
        }

        return _ids.Ids;
    }

    /// <summary>Returns the closest reference length, on ties the shorter one; -1 without references, as in sacreBLEU.</summary>
    private int ClosestReferenceLength(int hypothesisLength)
    {
        int closest = -1;
        foreach (int length in _referenceLengths)
        {
            int difference = Math.Abs(length - hypothesisLength);
            int smallest = Math.Abs(closest - hypothesisLength);
            if (closest == -1 || difference < smallest || (difference == smallest && length < closest))
            {
                closest = length;
            }
        }

        return closest;
    }
}
