using Nmt.Text.Subwords;

namespace Nmt.Translation;

/// <summary>
/// Cuts a line of subwords into parts: after each sentence, and where a sentence is longer than the limit between two words,
/// or where a word is, inside it.
/// </summary>
/// <param name="vocabulary">What the ids stand for.</param>
/// <param name="maxLength">Subwords that a part may have.</param>
public sealed class SentenceSplitter(Vocabulary vocabulary, int maxLength)
{
    /// <summary>SentencePiece's mark of a preceding space, U+2581.</summary>
    private const char SpaceMark = '\u2581';

    /// <summary>Marks that end a sentence where a space follows; closing quotation marks and brackets may stand between.</summary>
    private const string SpacedEnds = ".!?\u2026\u061F\u06D4\u0964";

    /// <summary>Marks that end a sentence in scripts without spaces.</summary>
    private const string UnspacedEnds = "\u3002\uFF01\uFF1F";

    private const string Closing = "\"')]}\u00BB\u201D\u2019\u300D\u300F";

    /// <summary>The parts in order; together they are the line.</summary>
    public IReadOnlyList<int[]> Split(int[] ids)
    {
        var parts = new List<int[]>();
        int start = 0;
        int lastWord = 0;
        for (int end = 1; end <= ids.Length; end++)
        {
            bool beginsWord = end < ids.Length && vocabulary[ids[end]].StartsWith(SpaceMark);
            bool endsSentence = end == ids.Length || EndsSentence(ids, start, end, beginsWord);
            if (endsSentence)
            {
                parts.Add(ids[start..end]);
                (start, lastWord) = (end, end);
                continue;
            }

            lastWord = beginsWord ? end : lastWord;
            if (end - start == maxLength)
            {
                int cut = lastWord > start ? lastWord : end;
                parts.Add(ids[start..cut]);
                (start, lastWord) = (cut, cut);
            }
        }

        return parts;
    }

    private bool EndsSentence(int[] ids, int start, int end, bool beginsWord)
    {
        for (int i = end - 1; i >= start; i--)
        {
            string piece = vocabulary[ids[i]].TrimEnd(SpaceMark);
            string text = piece.TrimEnd([.. Closing]);
            if (text.Length > 0)
            {
                return UnspacedEnds.Contains(text[^1], StringComparison.Ordinal)
                    ? !NextCloses(ids, end)
                    : beginsWord && SpacedEnds.Contains(text[^1], StringComparison.Ordinal);
            }
        }

        return false;
    }

    /// <summary>Whether a closing mark still belongs to the sentence.</summary>
    private bool NextCloses(int[] ids, int end) =>
        end < ids.Length && vocabulary[ids[end]] is { Length: > 0 } next && Closing.Contains(next[0], StringComparison.Ordinal);
}
