namespace Nmt.Metrics.Tests.Ter;

/// <summary>TER's parts by brute force: a whole edit table per call, no beam, every shift written out as lists.</summary>
internal static class NaiveTer
{
    public static int EditDistance(IReadOnlyList<int> words, IReadOnlyList<int> reference)
    {
        int[,] cost = new int[words.Count + 1, reference.Count + 1];
        for (int i = 0; i <= words.Count; i++)
        {
            for (int j = 0; j <= reference.Count; j++)
            {
                cost[i, j] = i == 0 || j == 0
                    ? i + j
                    : Math.Min(
                        cost[i - 1, j - 1] + (words[i - 1] == reference[j - 1] ? 0 : 1),
                        1 + Math.Min(cost[i - 1, j], cost[i, j - 1]));
            }
        }

        return cost[words.Count, reference.Count];
    }

    /// <summary>Returns the words after a shift, sliced as sacreBLEU's documentation describes.</summary>
    public static List<int> Shift(List<int> words, int start, int length, int target)
    {
        var block = words.GetRange(start, length);
        List<int> rest = [.. words.Take(start), .. words.Skip(start + length)];
        int position = target < start ? target : target > start + length ? target - length : Math.Min(target, rest.Count);
        return [.. rest.Take(position), .. block, .. rest.Skip(position)];
    }

    /// <summary>The fewest edits after any sequence of at most <paramref name="shifts"/> shifts, including the shifts.</summary>
    public static int FewestEdits(List<int> words, List<int> reference, int shifts)
    {
        int fewest = EditDistance(words, reference);
        for (int start = 0; shifts > 0 && start < words.Count; start++)
        {
            for (int length = 1; start + length <= words.Count; length++)
            {
                for (int target = 0; target <= words.Count; target++)
                {
                    fewest = Math.Min(fewest, 1 + FewestEdits(Shift(words, start, length, target), reference, shifts - 1));
                }
            }
        }

        return fewest;
    }
}
