namespace Nmt.Metrics;

/// <summary>Arithmetic on the statistics of one segment or the sums of several.</summary>
internal static class StatisticsRow
{
    public static void AddTo(Span<double> sums, ReadOnlySpan<double> row)
    {
        for (int i = 0; i < sums.Length; i++)
        {
            sums[i] += row[i];
        }
    }

    public static void CheckWidth(ReadOnlySpan<double> row, int width)
    {
        if (row.Length != width)
        {
            throw new ArgumentException($"Expected {width} numbers; got {row.Length}.", nameof(row));
        }
    }
}
