namespace Nmt.Text.Tests;

public sealed class SpellingTests
{
    [Theory]
    [InlineData("train", "train", 0)]
    [InlineData("Train", "tRAIN", 0)]
    [InlineData("trian", "train", 1)] // Two letters swapped.
    [InlineData("rtain", "train", 1)]
    [InlineData("tran", "train", 1)]
    [InlineData("traain", "train", 1)]
    [InlineData("trein", "train", 1)]
    [InlineData("", "abc", 3)]
    [InlineData("abc", "", 3)]
    [InlineData("ca", "abc", 3)] // Swapped letters are not edited again.
    public void Distance_counts_letters_inserted_deleted_replaced_and_swapped(string a, string b, int expected) =>
        Assert.Equal((expected, expected), (Spelling.Distance(a, b), Spelling.Distance(b, a)));

    [Theory]
    [InlineData("tranlate", "translate")]
    [InlineData("TRAIN", "train")]
    [InlineData("scroe", "score")]
    [InlineData("frobnicate", null)]
    [InlineData("", null)]
    public void Nearest_candidate_is_returned_only_if_it_is_close(string word, string? expected) =>
        Assert.Equal(expected, Spelling.Nearest(word, ["train", "translate", "score"]));

    [Theory]
    [InlineData("vocab_size", "vocabulary_size")]
    [InlineData("Embed_dim", "embedding_dimension")]
    [InlineData("vo_si", null)] // Too short to tell.
    [InlineData("vocab", null)]
    public void An_abbreviation_is_recognized_by_the_beginnings_of_its_parts(string word, string? expected) =>
        Assert.Equal(expected, Spelling.Nearest(word, ["embedding_dimension", "vocabulary_size", "voice_silence"]));

    [Fact]
    public void Nothing_is_near_without_candidates() => Assert.Null(Spelling.Nearest("word", []));
}
