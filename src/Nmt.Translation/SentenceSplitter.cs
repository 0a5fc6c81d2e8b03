using Nmt.Text.Subwords;

namespace Nmt.Translation;

/// <summary>
/// Splits a line of subwords into segments: after each sentence; between words if a sentence exceeds the limit; and inside a
/// word only if the word itself exceeds it.
/// </summary>
/// <param name="vocabulary">The vocabulary of the ids.</param>
/// <param name="maxLength">Maximum number of subwords per segment.</param>
public sealed class SentenceSplitter(Vocabulary vocabulary, int maxLength)
{
    /// <summary>Marks that end a sentence if a space follows; closing quotation marks and brackets may come in between.</summary>
    private const string SpacedEnds = ".!?\u2026\u061F\u06D4\u0964";

    /// <summary>Marks that end a sentence in scripts without spaces.</summary>
    private const string UnspacedEnds = "\u3002\uFF01\uFF1F";

    private const string Closing = "\"')]}\u00BB\u201D\u2019\u300D\u300F";

    /// <summary>Returns the segments in order; concatenated, they equal the line.</summary>
    public IReadOnlyList<int[]> Split(int[] ids)
    {
        var segments = new List<int[]>();
        int start = 0;
        int lastWord = 0;
        for (int end = 1; end <= ids.Length; end++)
        {
            bool beginsWord = end < ids.Length && vocabulary[ids[end]].StartsWith(WordBoundaryMark.Character);
            bool endsSentence = end == ids.Length || EndsSentence(ids, start, end, beginsWord);
            if (endsSentence)
            {
                segments.Add(ids[start..end]);
                (start, lastWord) = (end, end);
                continue;
            }

            lastWord = beginsWord ? end : lastWord;
            if (end - start == maxLength)
            {
                int split = lastWord > start ? lastWord : end;
                segments.Add(ids[start..split]);
                (start, lastWord) = (split, split);
            }
        }

        return segments;
    }

    private bool EndsSentence(int[] ids, int start, int end, bool beginsWord)
    {
        for (int i = end - 1; i >= start; i--)
        {
            string piece = vocabulary[ids[i]].TrimEnd(WordBoundaryMark.Character);
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

    /// <summary>Whether the next piece starts with a closing mark, which still belongs to the sentence.</summary>
    private bool NextCloses(int[] ids, int end) =>
        end < ids.Length && vocabulary[ids[end]] is { Length: > 0 } next && Closing.Contains(next[0], StringComparison.Ordinal);
}
