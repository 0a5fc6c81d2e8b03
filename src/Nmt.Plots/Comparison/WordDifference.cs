namespace Nmt.Plots;

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
