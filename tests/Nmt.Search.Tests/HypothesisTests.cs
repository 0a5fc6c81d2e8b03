namespace Nmt.Search.Tests;

public sealed class HypothesisTests
{
    [Fact]
    public void Empty_hypothesis_has_no_tokens()
    {
        // Given, When
        var start = Hypothesis.Start(beginOfSentence: 1);

        // Then
        Assert.Empty(start.Tokens());
        Assert.Equal((1, 0.0, 0), (start.Token, start.LogProbability, start.Length));
    }

    [Fact]
    public void Tokens_are_traced_back_to_the_first()
    {
        // Given
        var hypothesis = Hypothesis.Start(1).Extend(7, -0.5).Extend(4, -0.75).Extend(2, -2);

        // When
        int[] tokens = hypothesis.Tokens();

        // Then
        Assert.Equal([7, 4, 2], tokens);
        Assert.Equal((-2.0, 3), (hypothesis.LogProbability, hypothesis.Length));
    }

    [Fact]
    public void Hypotheses_that_extend_the_same_one_do_not_affect_each_other()
    {
        // Given
        var shared = Hypothesis.Start(1).Extend(5, -1);

        // When
        var one = shared.Extend(6, -2);
        var other = shared.Extend(7, -3).Extend(8, -4);

        // Then
        Assert.Equal([5], shared.Tokens());
        Assert.Equal([5, 6], one.Tokens());
        Assert.Equal([5, 7, 8], other.Tokens());
    }
}
