using System.Globalization;
using Nmt.TestKit;
using Nmt.Text.Lines;

namespace Nmt.Text.Tests.Lines;

public sealed class AlignedLinesTests
{
    [Fact]
    public void Rows_combine_the_lines_of_all_texts()
    {
        string[][] rows = AlignedLines.Read([["a", "b"], ["c", "d"], ["e", "f"]], Describe).ToArray();

        Assert.Equal([["a", "c", "e"], ["b", "d", "f"]], rows);
        Assert.Empty(AlignedLines.Read<string>([[], []], Describe));
    }

    [Theory]
    [InlineData(3, 1, 0, "0: 3+ 1+ 0")]
    [InlineData(1, 2, 4, "1: 1 2+ 4+")]
    [InlineData(2, 2, 1, "1: 2+ 2+ 1")]
    public void Texts_of_different_length_are_an_error_after_the_rows_they_share(int first, int second, int third, string expected)
    {
        // Given
        int[] counts = [first, second, third];
        using var rows = AlignedLines.Read([.. counts.Select(count => Enumerable.Range(0, count))], Describe).GetEnumerator();

        // When
        int shared = 0;
        var error = Assert.Throws<DataException>(() =>
        {
            for (; rows.MoveNext(); shared++)
            {
            }
        });

        // Then
        Assert.Equal(counts.Min(), shared);
        Assert.Equal(expected, error.Message);
    }

    [Fact]
    public void Files_of_different_length_are_reported_with_their_counts()
    {
        using var folder = new TemporaryFolder();
        var files = new ParallelFiles { Source = folder.Write("a", "1\n2\n3\n"), Target = folder.Write("b", "1\n") };
        string expected = $"the two sides differ in length: {files.Source} has 3 lines, {files.Target} has 1";

        Assert.Equal(expected, Assert.Throws<DataException>(() => AlignedLines.Read(files).Count()).Message);
        Assert.Equal(expected, Assert.Throws<DataException>(() => AlignedLines.Count(files)).Message);
    }

    private static DataException Describe(UnequalLengths lengths) => new(string.Create(
        CultureInfo.InvariantCulture,
        $"{lengths.Common}: {string.Join(' ', Enumerable.Range(0, 3).Select(i => $"{lengths.CountAll(i)}{(lengths.HasMore(i) ? "+" : "")}"))}"));
}
