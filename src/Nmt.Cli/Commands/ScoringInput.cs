using Nmt.Metrics;
using Nmt.Text;
using Nmt.Text.Corpora;

namespace Nmt.Cli.Commands;

/// <summary>Reads hypotheses and references in step and scores them; no side is held in memory.</summary>
internal static class ScoringInput
{
    private const string StandardInput = "standard input";

    /// <exception cref="UsageException">When a file is not there.</exception>
    /// <exception cref="DataException">When the files differ in length, are empty or are not UTF-8.</exception>
    public static BleuScore Score(BleuOptions options, IReadOnlyList<string> references, string? input, Stream standardInput)
    {
        InputFiles.ThrowIfMissing(input is null ? references : [input, .. references]);
        var accumulator = new BleuMetric(options).NewAccumulator();
        var hypotheses = (input is null ? TextFile.ReadLines(standardInput, StandardInput) : TextFile.ReadLines(input)).GetEnumerator();
        var sides = references.Select(path => TextFile.ReadLines(path).GetEnumerator()).ToArray();
        try
        {
            var segment = new string?[sides.Length];
            bool hasHypothesis = hypotheses.MoveNext();
            bool[] hasReference = Array.ConvertAll(sides, side => side.MoveNext());
            while (hasHypothesis && Array.TrueForAll(hasReference, has => has))
            {
                for (int i = 0; i < sides.Length; i++)
                {
                    segment[i] = sides[i].Current;
                }

                accumulator.Add(hypotheses.Current, segment);
                hasHypothesis = hypotheses.MoveNext();
                hasReference = Array.ConvertAll(sides, side => side.MoveNext());
            }

            if (hasHypothesis || Array.Exists(hasReference, has => has))
            {
                ThrowUnequal(accumulator.SegmentCount, input ?? StandardInput, hypotheses, hasHypothesis, references, sides, hasReference);
            }
        }
        finally
        {
            hypotheses.Dispose();
            Array.ForEach(sides, side => side.Dispose());
        }

        return accumulator.SegmentCount > 0
            ? accumulator.Score()
            : throw new DataException($"{input ?? StandardInput}: no hypotheses; expected one on each line");
    }

    private static void ThrowUnequal(
        long common, string name, IEnumerator<string> hypotheses, bool hasHypothesis, IReadOnlyList<string> references,
        IEnumerator<string>[] sides, bool[] hasReference)
    {
        string counts = string.Join(", ", references.Select((path, i) => $"{path} {Count(common, sides[i], hasReference[i])}"));
        throw new DataException(
            $"the files differ in length: {name} has {Count(common, hypotheses, hasHypothesis)} lines, {counts}; expected the same everywhere");
    }

    private static long Count(long before, IEnumerator<string> side, bool hasLine)
    {
        long count = before;
        for (bool has = hasLine; has; has = side.MoveNext())
        {
            count++;
        }

        return count;
    }
}
