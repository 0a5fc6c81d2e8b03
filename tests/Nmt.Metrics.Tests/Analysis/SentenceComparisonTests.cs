using Nmt.Metrics.Analysis;
using Nmt.Metrics.Statistics;

namespace Nmt.Metrics.Tests.Analysis;

public sealed class SentenceComparisonTests
{
    [Fact]
    public void Keeps_the_highest_ranks_and_on_ties_the_first()
    {
        var random = new Random(5);
        for (int round = 0; round < 100; round++)
        {
            // Given
            ScoredLine[] lines = [.. Enumerable.Range(1, 30).Select(number => new ScoredLine(new ScoringLine(number, [""], [""], null), [random.Next(6)]))];
            var top = new TopLines(7, line => line.Scores[0]);

            // When
            Array.ForEach(lines, top.Add);

            // Then: a stable sort of everything gives the same lines.
            Assert.Equal(
                lines.OrderByDescending(line => line.Scores[0]).Take(7).Select(line => line.Line.Number), top.Best().Select(line => line.Line.Number));
        }
    }
}
