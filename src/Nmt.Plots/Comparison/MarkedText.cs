using System.Text;

namespace Nmt.Plots.Comparison;

/// <summary>Writes a text as HTML that marks how its words differ from other texts.</summary>
internal static class MarkedText
{
    /// <summary>Marks words of a hypothesis that the reference lacks as <c>wrong</c>, and those that the other system lacks as <c>own</c>.</summary>
    /// <param name="text">The hypothesis.</param>
    /// <param name="references">The references; the one with the most words in common is used.</param>
    /// <param name="other">The other system's hypothesis; null for none.</param>
    internal static string Hypothesis(string text, IReadOnlyList<string> references, string? other)
    {
        string[] words = Words(text);
        bool[] right = references.Select(reference => WordDifference.Common(words, Words(reference)).Left).MaxBy(Count)!;
        bool[] shared = other is null ? [] : WordDifference.Common(words, Words(other)).Left;
        return Marked(text, i => (right[i], other is null || shared[i]) switch
        {
            (true, true) => "",
            (true, false) => "own",
            (false, true) => "wrong",
            _ => "wrong own",
        });
    }

    /// <summary>Marks words of a reference that no hypothesis contains as <c>missed</c>.</summary>
    internal static string Reference(string text, IEnumerable<string> hypotheses)
    {
        string[] words = Words(text);
        bool[] found = new bool[words.Length];
        foreach (string hypothesis in hypotheses)
        {
            bool[] common = WordDifference.Common(words, Words(hypothesis)).Left;
            for (int i = 0; i < found.Length; i++)
            {
                found[i] |= common[i];
            }
        }

        return Marked(text, i => found[i] ? "" : "missed");
    }

    private static string[] Words(string text) => [.. WordSequence.Parts(text).Where(part => !WordSequence.IsSpace(part))];

    private static int Count(bool[] marks) => marks.Count(mark => mark);

    private static string Marked(string text, Func<int, string> mark)
    {
        var html = new StringBuilder();
        int word = 0;
        foreach (string part in WordSequence.Parts(text))
        {
            string escaped = DisplayText.Escaped(part);
            string name = WordSequence.IsSpace(part) ? "" : mark(word++);
            html.Append(name.Length == 0 ? escaped : $"<mark class=\"{name}\">{escaped}</mark>");
        }

        return html.ToString();
    }
}

/// <summary>Finds the words that two texts have in common, in the same order: a longest common subsequence.</summary>
/// <remarks>
/// Divides one side in the middle (Hirschberg 1975), so that a pair of very long lines needs memory for one row instead of a
/// table.
/// </remarks>
internal static class WordDifference
{
    /// <summary>Compares two sequences of words.</summary>
    /// <returns>For each word, whether it is a common one; both sides have the same number of these.</returns>
    internal static (bool[] Left, bool[] Right) Common(IReadOnlyList<string> left, IReadOnlyList<string> right)
    {
        var ids = new Dictionary<string, int>();
        int[] leftIds = [.. left.Select(Id)];
        int[] rightIds = [.. right.Select(Id)];
        var common = (Left: new bool[left.Count], Right: new bool[right.Count]);
        Mark(leftIds, common.Left, rightIds, common.Right);
        return common;

        int Id(string word)
        {
            if (!ids.TryGetValue(word, out int id))
            {
                id = ids.Count;
                ids.Add(word, id);
            }

            return id;
        }
    }

    private static void Mark(ReadOnlySpan<int> left, Span<bool> leftMarks, ReadOnlySpan<int> right, Span<bool> rightMarks)
    {
        // Some longest common subsequence contains the common prefix and suffix, which need no search.
        int prefix = left.CommonPrefixLength(right);
        leftMarks[..prefix].Fill(true);
        rightMarks[..prefix].Fill(true);
        int suffix = CommonSuffixLength(left[prefix..], right[prefix..]);
        leftMarks[^suffix..].Fill(true);
        rightMarks[^suffix..].Fill(true);
        MarkInner(left[prefix..^suffix], leftMarks[prefix..^suffix], right[prefix..^suffix], rightMarks[prefix..^suffix]);
    }

    private static void MarkInner(ReadOnlySpan<int> left, Span<bool> leftMarks, ReadOnlySpan<int> right, Span<bool> rightMarks)
    {
        if (left.IsEmpty || right.IsEmpty)
        {
            return;
        }

        if (left.Length == 1)
        {
            int match = right.IndexOf(left[0]);
            if (match >= 0)
            {
                leftMarks[0] = rightMarks[match] = true;
            }

            return;
        }

        int middle = left.Length / 2;
        int split = BestSplit(left[..middle], left[middle..], right);
        Mark(left[..middle], leftMarks[..middle], right[..split], rightMarks[..split]);
        Mark(left[middle..], leftMarks[middle..], right[split..], rightMarks[split..]);
    }

    private static int CommonSuffixLength(ReadOnlySpan<int> left, ReadOnlySpan<int> right)
    {
        int length = 0;
        while (length < left.Length && length < right.Length && left[^(length + 1)] == right[^(length + 1)])
        {
            length++;
        }

        return length;
    }

    /// <summary>Finds where to split the right side so that both halves together have the most in common.</summary>
    private static int BestSplit(ReadOnlySpan<int> first, ReadOnlySpan<int> second, ReadOnlySpan<int> right)
    {
        int[] before = Lengths(first, right, isBackward: false);
        int[] after = Lengths(second, right, isBackward: true);
        int best = 0;
        for (int split = 1; split <= right.Length; split++)
        {
            if (before[split] + after[right.Length - split] > before[best] + after[right.Length - best])
            {
                best = split;
            }
        }

        return best;
    }

    /// <summary>Lengths of the longest common subsequences of the left side and every prefix (or, backward, suffix) of the right.</summary>
    private static int[] Lengths(ReadOnlySpan<int> left, ReadOnlySpan<int> right, bool isBackward)
    {
        int[] row = new int[right.Length + 1];
        for (int i = 0; i < left.Length; i++)
        {
            int word = isBackward ? left[^(i + 1)] : left[i];
            int diagonal = 0;
            for (int j = 0; j < right.Length; j++)
            {
                int above = row[j + 1];
                bool isEqual = word == (isBackward ? right[^(j + 1)] : right[j]);
                row[j + 1] = isEqual ? diagonal + 1 : Math.Max(above, row[j]);
                diagonal = above;
            }
        }

        return row;
    }
}

/// <summary>Splits a text into words, punctuation marks and whitespace, so that texts can be compared word by word.</summary>
internal static class WordSequence
{
    // Scripts without spaces between words are compared character by character.
    private static readonly (int First, int Last)[] Unspaced =
    [
        (0x0E00, 0x0EFF), (0x1000, 0x109F), (0x1780, 0x17FF), (0x2E80, 0x30FF), (0x3400, 0x9FFF), (0xF900, 0xFAFF), (0x20000, 0x3FFFF),
    ];

    /// <summary>Splits a text into parts whose concatenation is the text.</summary>
    internal static IReadOnlyList<string> Parts(string text)
    {
        var parts = new List<string>();
        var kind = PartKind.Mark;
        int start = 0;
        int position = 0;
        foreach (var rune in text.EnumerateRunes())
        {
            var next = KindOf(rune);
            bool continues = next == kind && kind is PartKind.Word or PartKind.Space || next == PartKind.Combining;
            if (position > start && !continues)
            {
                parts.Add(text[start..position]);
                start = position;
            }

            kind = next == PartKind.Combining ? kind : next;
            position += rune.Utf16SequenceLength;
        }

        if (position > start)
        {
            parts.Add(text[start..]);
        }

        return parts;
    }

    /// <summary>Whether a part is only whitespace.</summary>
    internal static bool IsSpace(string part) => string.IsNullOrWhiteSpace(part);

    private static PartKind KindOf(Rune rune)
    {
        if (Rune.IsWhiteSpace(rune))
        {
            return PartKind.Space;
        }

        if (Rune.GetUnicodeCategory(rune) is System.Globalization.UnicodeCategory.NonSpacingMark
            or System.Globalization.UnicodeCategory.SpacingCombiningMark or System.Globalization.UnicodeCategory.EnclosingMark)
        {
            return PartKind.Combining;
        }

        bool isUnspaced = Array.Exists(Unspaced, block => rune.Value >= block.First && rune.Value <= block.Last);
        return Rune.IsLetterOrDigit(rune) && !isUnspaced ? PartKind.Word : PartKind.Mark;
    }

    private enum PartKind
    {
        Mark,
        Word,
        Space,
        Combining,
    }
}
