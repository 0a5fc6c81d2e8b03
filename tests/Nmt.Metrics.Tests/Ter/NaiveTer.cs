namespace Nmt.Metrics.Tests.Ter;

/// <summary>TER's parts by brute force: the whole edit table per question, no beam, every shift written out as lists.</summary>
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

    /// <summary>Words after a shift, from slices as sacreBLEU's documentation of it describes them.</summary>
    public static List<int> Shifted(List<int> words, int start, int length, int target)
    {
        var block = words.GetRange(start, length);
        List<int> rest = [.. words.Take(start), .. words.Skip(start + length)];
        int place = target < start ? target : target > start + length ? target - length : Math.Min(target, rest.Count);
        return [.. rest.Take(place), .. block, .. rest.Skip(place)];
    }

    /// <summary>The fewest edits that any sequence of at most <paramref name="shifts"/> shifts of any words leaves, shifts counted.</summary>
    public static int FewestEdits(List<int> words, List<int> reference, int shifts)
    {
        int fewest = EditDistance(words, reference);
        for (int start = 0; shifts > 0 && start < words.Count; start++)
        {
            for (int length = 1; start + length <= words.Count; length++)
            {
                for (int target = 0; target <= words.Count; target++)
                {
                    fewest = Math.Min(fewest, 1 + FewestEdits(Shifted(words, start, length, target), reference, shifts - 1));
                }
            }
        }

        return fewest;
    }
}
