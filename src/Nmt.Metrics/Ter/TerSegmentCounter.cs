using System.Text.RegularExpressions;
using Nmt.Metrics.Ngrams;
using Nmt.Metrics.Text;

namespace Nmt.Metrics.Ter;

/// <summary>Counts the edits of one segment after another, reusing its buffers.</summary>
internal sealed class TerSegmentCounter(TerOptions options) : ISegmentCounter
{
    private readonly TokenIndex _words = new();
    private readonly EditCounter _edits = new();
    private readonly List<int> _hypothesis = [];
    private readonly List<int> _reference = [];

    public int ReferenceCount { get; private set; }

    public string Preprocess(string line)
    {
        string prepared = TercomTokenizer.Prepare(line, options);
        var words = new TokenWriter(prepared.Length);
        PythonWhitespace.Split(prepared, words);
        return words.Finish();
    }

    /// <summary>Counts the fewest edits against any reference, and the mean length of the references.</summary>
    public void Count(string hypothesis, IReadOnlyList<string?> references, Span<double> statistics)
    {
        ArgumentNullException.ThrowIfNull(hypothesis);
        ArgumentNullException.ThrowIfNull(references);
        _words.Reset();
        ReadWords(hypothesis, _hypothesis);
        ReferenceCount = 0;
        int fewest = int.MaxValue;
        long length = 0;
        for (int i = 0; i < references.Count; i++)
        {
            if (references[i] is { } reference)
            {
                ReferenceCount++;
                ReadWords(reference, _reference);
                length += _reference.Count;
                fewest = Math.Min(fewest, _edits.Count(_hypothesis, _reference));
            }
        }

        if (ReferenceCount == 0)
        {
            throw new ArgumentException("A segment must have a reference.", nameof(references));
        }

        statistics[0] = fewest;
        statistics[1] = (double)length / ReferenceCount;
    }

    private void ReadWords(string line, List<int> words)
    {
        words.Clear();
        ReadOnlySpan<char> text = TercomTokenizer.Prepare(line, options);
        int position = 0;
        while (PythonWhitespace.TryNextWord(text, ref position, out int start))
        {
            words.Add(_words.FindOrAdd(text[start..position]));
        }
    }
}

/// <summary>Prepares lines for TER as sacreBLEU's version of tercom's normalizer does.</summary>
/// <remarks>
/// All patterns list their characters, so none depends on a culture. Each is one substitution of tercom, and their
/// order matters. Kana are never split: tercom's patterns for them only match at the start of a line, where after
/// normalization there is always a space.
/// </remarks>
internal static partial class TercomTokenizer
{
    public static string Prepare(string line, TerOptions options)
    {
        string text = PythonWhitespace.TrimEnd(line);
        if (!options.CaseSensitive)
        {
            text = PythonLowercase.Convert(text);
        }

        if (options.Normalized && text.Length > 0)
        {
            text = SplitWestern(text);
            text = JoinWithSingleSpaces(options.AsianSupport ? AsianCharacter().Replace(text, " $0 ") : text);
        }

        if (options.NoPunctuation)
        {
            text = Punctuation().Replace(text, "");
            text = options.AsianSupport ? AsianPunctuation().Replace(text, "") : text;
        }

        return text;
    }

    private static string SplitWestern(string line)
    {
        string text = line
            .Replace("\n-", "", StringComparison.Ordinal)
            .Replace('\n', ' ')
            .Replace("&quot;", "\"", StringComparison.Ordinal)
            .Replace("&amp;", "&", StringComparison.Ordinal)
            .Replace("&lt;", "<", StringComparison.Ordinal)
            .Replace("&gt;", ">", StringComparison.Ordinal);
        text = Symbol().Replace($" {text} ", " $0 ");
        text = text.Replace("'s ", " 's ", StringComparison.Ordinal);
        text = PeriodAfterNonDigit().Replace(text, "$1 $2 ");
        text = PeriodBeforeNonDigit().Replace(text, " $1 $2");
        return HyphenAfterDigit().Replace(text, "$1 $2 ");
    }

    private static string JoinWithSingleSpaces(string text)
    {
        var words = new TokenWriter(text.Length);
        PythonWhitespace.Split(text, words);
        return words.Finish();
    }

    [GeneratedRegex(@"[{-~[-` -&(-+:-@/]")]
    private static partial Regex Symbol();

    // The characters before and after are consumed, so that of two marks in a row only one is separated, as in tercom.
    [GeneratedRegex(@"([^0-9])([.,])", RegexOptions.Singleline)]
    private static partial Regex PeriodAfterNonDigit();

    [GeneratedRegex(@"([.,])([^0-9])", RegexOptions.Singleline)]
    private static partial Regex PeriodBeforeNonDigit();

    [GeneratedRegex(@"([0-9])(-)")]
    private static partial Regex HyphenAfterDigit();

    // Ideographs, strokes, radicals and compatibility forms; U+3200-U+3F22 is sacreBLEU's typo for U+3200-U+32FF, kept
    // so that scores agree. Then Asian and full-width punctuation.
    [GeneratedRegex(
        @"[\u4E00-\u9FFF\u3400-\u4DBF\u31C0-\u31EF\u2E80-\u2EFF\u3300-\u33FF\uF900-\uFAFF\uFE30-\uFE4F\u3200-\u3F22"
        + AsianPunctuationCharacters + "]")]
    private static partial Regex AsianCharacter();

    [GeneratedRegex(@"[.,?:;!""()]")]
    private static partial Regex Punctuation();

    [GeneratedRegex("[" + AsianPunctuationCharacters + "]")]
    private static partial Regex AsianPunctuation();

    private const string AsianPunctuationCharacters =
        @"\u3001\u3002\u3008-\u3011\u3014-\u301F\uFF61-\uFF65\u30FB\uFF0E\uFF0C\uFF1F\uFF1A\uFF1B\uFF01\uFF02\uFF08\uFF09";
}
