using Nmt.Plots.Comparison;

namespace Nmt.Plots.Tests.Comparison;

public sealed class WordDifferenceTests
{
    [Theory]
    [InlineData("", "", "", "")]
    [InlineData("a b c", "", "---", "")]
    [InlineData("a b c", "a b c", "+++", "+++")]
    [InlineData("a x c", "a y z c", "+-+", "+--+")]
    [InlineData("b a", "a", "-+", "+")]
    public void Marks_common_words_in_order(string left, string right, string leftMarks, string rightMarks)
    {
        // When
        var (actualLeft, actualRight) = WordDifference.Common(Words(left), Words(right));

        // Then
        Assert.Equal((leftMarks, rightMarks), (Text(actualLeft), Text(actualRight)));
    }

    [Fact]
    public void Marked_words_are_a_longest_common_subsequence()
    {
        var random = new Random(11);
        for (int round = 0; round < 500; round++)
        {
            // Given: few different words, so that there are many matches.
            string[] left = Sentence(random);
            string[] right = Sentence(random);

            // When
            var (leftMarks, rightMarks) = WordDifference.Common(left, right);

            // Then
            string[] common = Marked(left, leftMarks);
            Assert.Equal(common, Marked(right, rightMarks));
            Assert.Equal(NaiveLength(left, 0, right, 0, []), common.Length);
        }
    }

    [Fact]
    public void Very_long_lines_are_compared_in_little_memory()
    {
        // Given: a full table would have 36 million cells.
        string[] left = [.. Enumerable.Range(0, 6_000).Select(i => i % 3 == 0 ? "x" : $"{i}")];
        string[] right = [.. Enumerable.Range(0, 6_000).Select(i => i % 5 == 0 ? "y" : $"{i}")];

        // When
        long before = GC.GetAllocatedBytesForCurrentThread();
        var (marks, _) = WordDifference.Common(left, right);
        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;

        // Then
        Assert.Equal(Enumerable.Range(0, 6_000).Count(i => i % 3 != 0 && i % 5 != 0), marks.Count(mark => mark));
        Assert.InRange(allocated, 0, 4_000_000);
    }

    private static string[] Words(string text) => text.Split(' ', StringSplitOptions.RemoveEmptyEntries);

    private static string Text(bool[] marks) => string.Concat(marks.Select(mark => mark ? '+' : '-'));

    private static string[] Sentence(Random random) => [.. Enumerable.Range(0, random.Next(9)).Select(_ => ((char)('a' + random.Next(4))).ToString())];

    private static string[] Marked(string[] words, bool[] marks) => [.. words.Where((_, i) => marks[i])];

    private static int NaiveLength(string[] left, int i, string[] right, int j, Dictionary<(int, int), int> known)
    {
        if (i == left.Length || j == right.Length)
        {
            return 0;
        }

        if (!known.TryGetValue((i, j), out int length))
        {
            length = Math.Max(NaiveLength(left, i + 1, right, j, known), NaiveLength(left, i, right, j + 1, known));
            length = left[i] == right[j] ? Math.Max(length, 1 + NaiveLength(left, i + 1, right, j + 1, known)) : length;
            known[(i, j)] = length;
        }

        return length;
    }
}
