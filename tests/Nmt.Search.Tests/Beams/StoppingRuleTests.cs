using Nmt.Search.Beams;
using Nmt.TestKit.Searching;

namespace Nmt.Search.Tests.Beams;

public sealed class StoppingRuleTests
{
    private static readonly LengthPenalty Average = new(LengthPenaltyKind.Average, 1);

    [Fact]
    public void Exact_search_scores_at_least_as_high_as_the_others_on_every_sentence()
    {
        int better = 0;
        for (int seed = 0; seed < 60; seed++)
        {
            // Given
            var scorer = new TableScorer(Some.Vocabulary, seed);
            int[][] source = Some.Sentences(3, 5, seed);

            // When
            double[][] scores = [.. new[] { StoppingRule.First, StoppingRule.Beam, StoppingRule.Exact }
                .Select(rule => Scores(new BeamSearch(scorer, Some.Options(8, Average) with { Stopping = rule }, 3, 1).Search(source)))];

            // Then
            for (int i = 0; i < 3; i++)
            {
                Assert.True(scores[0][i] <= scores[2][i] + 1e-6);
                Assert.True(scores[1][i] <= scores[2][i] + 1e-6);
                better += scores[0][i] < scores[2][i] - 1e-6 ? 1 : 0;
            }
        }

        Assert.InRange(better, 1, 180);
    }

    [Fact]
    public void The_first_rule_stops_when_the_best_candidate_ends()
    {
        // Given: the end of sentence is the most probable of all, every time.
        var scorer = new WatchedScorer(new FixedScorer(-9, -9, -0.5f, -9, -1, -2, -3));
        var search = new BeamSearch(scorer, Some.Options(20, Average) with { Stopping = StoppingRule.First }, beamSize: 3, nBest: 1);

        // When
        var found = search.Search([[4, 2]])[0][0];

        // Then
        Assert.Empty(found.Tokens);
        Assert.Single(scorer.Live);
    }

    [Fact]
    public void Exact_search_continues_until_nothing_can_improve()
    {
        // Given: longer is better on average, -0.1 per word against -1 for the end.
        var scorer = new FixedScorer(-9, -9, -1, -9, -0.1f, -8, -9);
        var search = new BeamSearch(scorer, Some.Options(12, Average) with { Stopping = StoppingRule.Exact }, beamSize: 2, nBest: 1);

        // When
        var found = search.Search([[4, 2]])[0][0];

        // Then: eleven words and the end: (11 * -0.1 - 1) / 12.
        Assert.Equal(11, found.Tokens.Length);
        Assert.Equal(-2.1 / 12, found.Score, 1e-5);
    }

    private static double[] Scores(IReadOnlyList<IReadOnlyList<FinishedHypothesis>> results) =>
        [.. results.Select(found => found[0].IsComplete ? found[0].Score : double.NegativeInfinity)];
}
