using Nmt.Text.Subwords;

namespace Nmt.Search.Tests;

public sealed class SearchTokensTests
{
    [Fact]
    public void Reserved_tokens_other_than_the_end_are_forbidden()
    {
        // Given
        var vocabulary = new Vocabulary(["<pad>", "<unk>", "<s>", "</s>", "a"], unk: 1, bos: 2, eos: 3, pad: 0);

        // When
        var tokens = SearchTokens.Of(vocabulary);

        // Then
        Assert.Equal((2, 3), (tokens.BeginOfSentence, tokens.EndOfSentence));
        Assert.Equal([0, 1, 2], tokens.Forbidden.Order());
    }

    [Fact]
    public void The_end_of_sentence_stays_allowed_where_it_is_the_padding_too()
    {
        // Given
        var vocabulary = new Vocabulary(["<unk>", "<s>", "</s>", "a"], unk: 0, bos: 1, eos: 2);

        // When
        var tokens = SearchTokens.Of(vocabulary);

        // Then
        Assert.Equal([0, 1], tokens.Forbidden.Order());
    }
}
