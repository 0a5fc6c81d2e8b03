namespace Nmt.Text;

/// <summary>Finds the word that a user may have meant.</summary>
public static class Spelling
{
    /// <summary>Shorter parts of words begin too many others.</summary>
    private const int MinPart = 3;

    /// <summary>The candidate that a word abbreviates, or else the nearest by edit distance; null if none is close.</summary>
    /// <param name="word">What the user wrote.</param>
    /// <param name="candidates">The words that exist.</param>
    public static string? Nearest(string word, IEnumerable<string> candidates)
    {
        ArgumentNullException.ThrowIfNull(word);
        string[] all = [.. candidates];
        if (Array.Find(all, candidate => Abbreviates(word, candidate)) is { } full)
        {
            return full;
        }

        string? nearest = all.MinBy(candidate => Distance(word, candidate));
        return nearest is not null && Distance(word, nearest) <= Math.Max(2, word.Length / 3) ? nearest : null;
    }

    /// <summary>
    /// The number of letters to insert, delete, replace or swap with their neighbours (optimal string alignment), regardless of case.
    /// </summary>
    public static int Distance(string a, string b)
    {
        ArgumentNullException.ThrowIfNull(a);
        ArgumentNullException.ThrowIfNull(b);
        // rows[i][j] is the distance between the first i letters of a and the first j of b.
        int[][] rows = [.. Enumerable.Range(0, a.Length + 1).Select(i => new int[b.Length + 1])];
        rows[0] = [.. Enumerable.Range(0, b.Length + 1)];
        for (int i = 1; i <= a.Length; i++)
        {
            rows[i][0] = i;
            for (int j = 1; j <= b.Length; j++)
            {
                int replaced = rows[i - 1][j - 1] + (IsSame(a[i - 1], b[j - 1]) ? 0 : 1);
                rows[i][j] = Math.Min(replaced, Math.Min(rows[i - 1][j], rows[i][j - 1]) + 1);
                if (i > 1 && j > 1 && IsSame(a[i - 1], b[j - 2]) && IsSame(a[i - 2], b[j - 1]))
                {
                    rows[i][j] = Math.Min(rows[i][j], rows[i - 2][j - 2] + 1);
                }
            }
        }

        return rows[a.Length][b.Length];
    }

    private static bool IsSame(char a, char b) => char.ToLowerInvariant(a) == char.ToLowerInvariant(b);

    /// <summary>Whether each part of a word begins a part of another one, as in <c>vocab_size</c> for <c>vocabulary_size</c>.</summary>
    private static bool Abbreviates(string word, string candidate)
    {
        string[] parts = word.Split('_');
        string[] full = candidate.Split('_');
        return parts.Length > 1 && parts.Length == full.Length
            && parts.Zip(full).All(pair => pair.First.Length >= MinPart && pair.Second.StartsWith(pair.First, StringComparison.OrdinalIgnoreCase));
    }
}
