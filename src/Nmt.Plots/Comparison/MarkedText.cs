using System.Text;

namespace Nmt.Plots.Comparison;

/// <summary>Writes a text as HTML, its words marked by how they differ from other texts.</summary>
internal static class MarkedText
{
    /// <summary>A hypothesis: words that the reference lacks are marked <c>wrong</c>, those that the other system lacks <c>own</c>.</summary>
    /// <param name="text">The hypothesis.</param>
    /// <param name="references">The references; the one that has most in common counts.</param>
    /// <param name="other">The system to compare with; null for none.</param>
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

    /// <summary>A reference: words that no hypothesis has are marked <c>missed</c>.</summary>
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

/// <summary>Which words two texts have in common, in the same order: a longest common subsequence.</summary>
/// <remarks>
/// Found by dividing one side in the middle (Hirschberg 1975), so that a pair of very long lines needs memory for a row and
/// not for a table.
/// </remarks>
internal static class WordDifference
{
    /// <summary>Compares two sequences of words.</summary>
    /// <returns>For every word whether it is among the common ones; on both sides equally many are.</returns>
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
        // What both begin and end with is common in some longest subsequence, and costs no search.
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
        int cut = BestCut(left[..middle], left[middle..], right);
        Mark(left[..middle], leftMarks[..middle], right[..cut], rightMarks[..cut]);
        Mark(left[middle..], leftMarks[middle..], right[cut..], rightMarks[cut..]);
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

    /// <summary>Where the right side must be cut so that both halves together have the most in common.</summary>
    private static int BestCut(ReadOnlySpan<int> first, ReadOnlySpan<int> second, ReadOnlySpan<int> right)
    {
        int[] before = Lengths(first, right, isBackward: false);
        int[] after = Lengths(second, right, isBackward: true);
        int best = 0;
        for (int cut = 1; cut <= right.Length; cut++)
        {
            if (before[cut] + after[right.Length - cut] > before[best] + after[right.Length - best])
            {
                best = cut;
            }
        }

        return best;
    }

    /// <summary>Lengths of the longest common subsequences of the left side and every beginning (or, backward, end) of the right.</summary>
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

/// <summary>Cuts a text into words, single marks and the white space between them, so that texts can be compared word by word.</summary>
internal static class WordSequence
{
    // Scripts that set no blanks between words are compared character by character.
    private static readonly (int First, int Last)[] Unspaced =
    [
        (0x0E00, 0x0EFF), (0x1000, 0x109F), (0x1780, 0x17FF), (0x2E80, 0x30FF), (0x3400, 0x9FFF), (0xF900, 0xFAFF), (0x20000, 0x3FFFF),
    ];

    /// <summary>The parts of a text; joined they are the text.</summary>
    internal static IReadOnlyList<string> Parts(string text)
    {
        var parts = new List<string>();
        var kind = PartKind.Mark;
        int start = 0;
        int position = 0;
        foreach (var rune in text.EnumerateRunes())
        {
            var next = KindOf(rune);
            bool goesOn = next == kind && kind is PartKind.Word or PartKind.Space || next == PartKind.Combining;
            if (position > start && !goesOn)
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

    /// <summary>Whether a part is white space only.</summary>
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
