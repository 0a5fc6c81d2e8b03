namespace Nmt.Search.Tests;

public sealed class SpecialTokensTests
{
    [Fact]
    public void Reserved_tokens_other_than_the_end_are_forbidden()
    {
        // When
        var tokens = SpecialTokens.Create(beginOfSentence: 2, endOfSentence: 3, padding: 0, unknown: 1);

        // Then
        Assert.Equal((2, 3), (tokens.BeginOfSentence, tokens.EndOfSentence));
        Assert.Equal([0, 1, 2], tokens.Forbidden.Order());
    }

    [Fact]
    public void The_end_of_sentence_stays_allowed_if_it_is_also_the_padding()
    {
        // When
        var tokens = SpecialTokens.Create(beginOfSentence: 1, endOfSentence: 2, padding: 2, unknown: 0);

        // Then
        Assert.Equal([0, 1], tokens.Forbidden.Order());
    }

    [Fact]
    public void Unknown_subwords_that_are_replaced_later_and_ids_that_do_not_exist_are_not_forbidden()
    {
        // When
        var tokens = SpecialTokens.Create(beginOfSentence: 1, endOfSentence: 2, padding: -1, unknown: null);

        // Then
        Assert.Equal([1], tokens.Forbidden);
    }
}
