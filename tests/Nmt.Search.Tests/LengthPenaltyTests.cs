
namespace Nmt.Search.Tests;

public sealed class LengthPenaltyTests
{
    // By hand: -6 / 1; -6 / 3; -6 / 4^0.5 = -6 / 2; ((5 + 1) / 6)^a = 1; ((5 + 7) / 6)^1 = 2; ((5 + 19) / 6)^0.5 = 2; x^0 = 1;
    // -6 + 0.5 * 4; -6 + 2 * 5.
    [Theory]
    [InlineData(LengthPenaltyKind.None, 1.0, 1, -6.0)]
    [InlineData(LengthPenaltyKind.None, 1.0, 50, -6.0)]
    [InlineData(LengthPenaltyKind.Average, 1.0, 1, -6.0)]
    [InlineData(LengthPenaltyKind.Average, 1.0, 3, -2.0)]
    [InlineData(LengthPenaltyKind.Average, 0.5, 4, -3.0)]
    [InlineData(LengthPenaltyKind.Average, 0.0, 9, -6.0)]
    [InlineData(LengthPenaltyKind.Gnmt, 0.6, 1, -6.0)]
    [InlineData(LengthPenaltyKind.Gnmt, 1.0, 7, -3.0)]
    [InlineData(LengthPenaltyKind.Gnmt, 0.5, 19, -3.0)]
    [InlineData(LengthPenaltyKind.Gnmt, 0.0, 9, -6.0)]
    [InlineData(LengthPenaltyKind.Reward, 0.5, 4, -4.0)]
    [InlineData(LengthPenaltyKind.Reward, 2.0, 5, 4.0)]
    [InlineData(LengthPenaltyKind.Reward, 0.0, 5, -6.0)]
    public void Score_is_computed_by_the_formula(LengthPenaltyKind kind, double alpha, int length, double expected) =>
        Assert.Equal(expected, new LengthPenalty(kind, alpha).Normalize(-6, length), 12);

    [Theory]
    [InlineData(LengthPenaltyKind.Average)]
    [InlineData(LengthPenaltyKind.Gnmt)]
    [InlineData(LengthPenaltyKind.Reward)]
    public void Longer_hypotheses_of_the_same_log_probability_score_higher(LengthPenaltyKind kind)
    {
        // Given
        var penalty = new LengthPenalty(kind, 0.7);

        // When
        double[] scores = [.. Enumerable.Range(1, 30).Select(length => penalty.Normalize(-10, length))];

        // Then
        Assert.Equal(scores.Order(), scores);
        Assert.Distinct(scores);
    }
}
