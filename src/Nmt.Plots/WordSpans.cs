using System.Text;
using ICU4N.Globalization;
using ICU4N.Text;

namespace Nmt.Plots;

/// <summary>Finds the words in a sequence of subwords.</summary>
internal static class WordSpans
{
    /// <summary>SentencePiece's mark for a preceding space, U+2581.</summary>
    internal const char SpaceMark = '\u2581';

    /// <summary>The words between spaces.</summary>
    internal static IReadOnlyList<WordSpan> Find(IReadOnlyList<AttentionToken> tokens) => [.. Spaced(tokens).Select(word => Span(tokens, word))];

    /// <summary>The words between spaces, and those of a dictionary where there are no spaces.</summary>
    internal static IReadOnlyList<WordSpan> FindDictionaryWords(IReadOnlyList<AttentionToken> tokens) =>
        [.. Spaced(tokens).SelectMany(word => Cut(tokens, word)).Select(word => Span(tokens, word))];

    private static IEnumerable<Range> Spaced(IReadOnlyList<AttentionToken> tokens)
    {
        int start = 0;
        for (int end = 1; end <= tokens.Count; end++)
        {
            if (end == tokens.Count || BeginsWord(tokens[end]) || tokens[end - 1].IsControl)
            {
                yield return start..end;
                start = end;
            }
        }
    }

    /// <summary>Cuts where a word of the dictionary ends and the text of a token begins.</summary>
    private static IEnumerable<Range> Cut(IReadOnlyList<AttentionToken> tokens, Range word)
    {
        int start = word.Start.Value;
        int end = word.End.Value;
        string text = string.Concat(tokens.Take(word).Select(token => token.Text)).Replace(SpaceMark, ' ');
        var breaks = WordBreaks.Find(text);
        int position = 0;
        for (int i = start; i < word.End.Value; position += tokens[i++].Text.Length)
        {
            // A token that adds no text, or begins inside a character, belongs to the one before it.
            bool beginsText = tokens[i].Text.Length > 0 && !tokens[i].ContinuesCharacter;
            if (beginsText && breaks.Contains(position))
            {
                yield return start..i;
                start = i;
            }
        }

        yield return start..end;
    }

    private static bool BeginsWord(AttentionToken token) => token.Text.StartsWith(SpaceMark) || token.IsControl;

    private static WordSpan Span(IReadOnlyList<AttentionToken> tokens, Range word) =>
        new(AttentionToken.Join([.. tokens.Take(word)]), word.Start.Value, word.End.Value);
}

/// <summary>One word and the tokens <c>[Start, End)</c> that spell it.</summary>
internal readonly record struct WordSpan(AttentionToken Token, int Start, int End);

/// <summary>Cuts text of scripts that are written without spaces into words, with the dictionaries of ICU.</summary>
internal static class WordBreaks
{
    /// <summary>Blocks of the scripts that are written without spaces and that ICU has a dictionary for, and of their punctuation.</summary>
    private static readonly (int First, int Last)[] Unspaced =
    [
        // Thai, Lao, Myanmar, Khmer.
        (0x0E00, 0x0EFF), (0x1000, 0x109F), (0x1780, 0x17FF), (0xA9E0, 0xA9FF), (0xAA60, 0xAA7F),
        // Ideographs, kana, their punctuation and their wide forms; not Hangul, which has spaces.
        (0x2E80, 0x312F), (0x3190, 0x4DBF), (0x4E00, 0x9FFF), (0xF900, 0xFAFF), (0xFF00, 0xFF9F), (0x1AFF0, 0x1B16F), (0x20000, 0x3FFFD),
    ];

    /// <summary>Finds the positions inside a text at which a word ends and the next begins, if either of them is of such a script.</summary>
    internal static IReadOnlySet<int> Find(string text)
    {
        var breaks = new HashSet<int>();
        if (!text.EnumerateRunes().Any(IsUnspaced))
        {
            return breaks;
        }

        // The root locale: word breaks are the same in all locales, and so are the pictures on all machines.
        var words = BreakIterator.GetWordInstance(UCultureInfo.InvariantCulture);
        words.SetText(text);
        for (int position = words.Next(); position != BreakIterator.Done && position < text.Length; position = words.Next())
        {
            Rune.DecodeLastFromUtf16(text.AsSpan(0, position), out var before, out _);
            Rune.DecodeFromUtf16(text.AsSpan(position), out var after, out _);
            if ((IsUnspaced(before) || IsUnspaced(after)) && !Rune.IsWhiteSpace(before) && !Rune.IsWhiteSpace(after))
            {
                breaks.Add(position);
            }
        }

        return breaks;
    }

    private static bool IsUnspaced(Rune rune) => Array.Exists(Unspaced, block => rune.Value >= block.First && rune.Value <= block.Last);
}
