using System.Globalization;
using System.Text;

namespace Nmt.Plots.Png;

/// <summary>A part of a line that is shaped and drawn in one direction.</summary>
/// <param name="Text">Its characters in the order of reading.</param>
/// <param name="IsRightToLeft">Whether they are drawn from right to left.</param>
internal readonly record struct DirectionalRun(string Text, bool IsRightToLeft);

/// <summary>
/// Orders a line of text from left to right by the rules of UAX #9 that matter for labels: strong letters (P, W7), numbers and the
/// separators inside them (W4), neutral characters between them (N1, N2), and the order of the runs (L2).
/// </summary>
/// <remarks>Labels hold no explicit embeddings and isolates: <see cref="DisplayText"/> replaces them. Paired brackets (N0) follow N1 and N2.</remarks>
internal static class BidirectionalRuns
{
    private enum Kind
    {
        Left,
        Right,
        Number,
        Neutral,
    }

    /// <summary>The runs of a line, the leftmost first.</summary>
    /// <param name="text">The line.</param>
    /// <param name="isRightToLeft">The base direction.</param>
    internal static IReadOnlyList<DirectionalRun> Order(string text, bool isRightToLeft)
    {
        string[] clusters = Clusters(text);
        var kinds = Array.ConvertAll(clusters, KindOf);
        JoinNumbers(clusters, kinds);
        ResolveNumbers(kinds, isRightToLeft);
        ResolveNeutrals(kinds, isRightToLeft);
        int[] levels = Array.ConvertAll(kinds, kind => Level(kind, isRightToLeft));
        return Reorder(Runs(clusters, levels));
    }

    /// <summary>The grapheme clusters of a text: what a reader takes for one character.</summary>
    internal static string[] Clusters(string text)
    {
        var clusters = new List<string>();
        var elements = StringInfo.GetTextElementEnumerator(text);
        while (elements.MoveNext())
        {
            clusters.Add(elements.GetTextElement());
        }

        return [.. clusters];
    }

    private static Kind KindOf(string cluster)
    {
        Rune.DecodeFromUtf16(cluster, out var rune, out _);
        return StrongDirection.Find(rune) is { } isRightToLeft ? isRightToLeft ? Kind.Right : Kind.Left
            : Rune.IsDigit(rune) ? Kind.Number
            : Kind.Neutral;
    }

    /// <summary>A single separator between two digits belongs to their number (W4).</summary>
    private static void JoinNumbers(string[] clusters, Kind[] kinds)
    {
        for (int i = 1; i < kinds.Length - 1; i++)
        {
            bool separates = kinds[i] == Kind.Neutral && clusters[i] is "." or "," or ":" or "/" or "-" or "+";
            if (separates && kinds[i - 1] == Kind.Number && kinds[i + 1] == Kind.Number)
            {
                kinds[i] = Kind.Number;
            }
        }
    }

    /// <summary>Numbers after a letter that runs from left to right are part of its run (W7).</summary>
    private static void ResolveNumbers(Kind[] kinds, bool isRightToLeft)
    {
        var strong = isRightToLeft ? Kind.Right : Kind.Left;
        for (int i = 0; i < kinds.Length; i++)
        {
            strong = kinds[i] is Kind.Left or Kind.Right ? kinds[i] : strong;
            kinds[i] = kinds[i] == Kind.Number && strong == Kind.Left ? Kind.Left : kinds[i];
        }
    }

    /// <summary>Neutral characters between two sides of one direction take it (N1), others that of the line (N2).</summary>
    private static void ResolveNeutrals(Kind[] kinds, bool isRightToLeft)
    {
        var line = isRightToLeft ? Kind.Right : Kind.Left;
        for (int start = 0; start < kinds.Length; start++)
        {
            if (kinds[start] != Kind.Neutral)
            {
                continue;
            }

            int end = start;
            while (end < kinds.Length && kinds[end] == Kind.Neutral)
            {
                end++;
            }

            var before = start == 0 ? line : Side(kinds[start - 1]);
            var after = end == kinds.Length ? line : Side(kinds[end]);
            Array.Fill(kinds, before == after ? before : line, start, end - start);
            start = end - 1;
        }
    }

    // To their neighbours, numbers are as letters that run from right to left.
    private static Kind Side(Kind kind) => kind == Kind.Number ? Kind.Right : kind;

    private static int Level(Kind kind, bool isRightToLeft) => kind switch
    {
        Kind.Right => 1,
        Kind.Number => 2,
        _ => isRightToLeft ? 2 : 0,
    };

    private static List<(DirectionalRun Run, int Level)> Runs(string[] clusters, int[] levels)
    {
        var runs = new List<(DirectionalRun Run, int Level)>();
        for (int start = 0, end; start < levels.Length; start = end)
        {
            end = start + 1;
            while (end < levels.Length && levels[end] == levels[start])
            {
                end++;
            }

            runs.Add((new DirectionalRun(string.Concat(clusters[start..end]), levels[start] % 2 == 1), levels[start]));
        }

        return runs;
    }

    /// <summary>From the highest level to the lowest odd one, reverses every sequence of runs at that level or above (L2).</summary>
    private static DirectionalRun[] Reorder(List<(DirectionalRun Run, int Level)> runs)
    {
        for (int level = 2; level >= 1; level--)
        {
            for (int start = 0; start < runs.Count; start++)
            {
                int end = start;
                while (end < runs.Count && runs[end].Level >= level)
                {
                    end++;
                }

                runs.Reverse(start, end - start);
                start = Math.Max(start, end - 1);
            }
        }

        return [.. runs.Select(run => run.Run)];
    }
}
