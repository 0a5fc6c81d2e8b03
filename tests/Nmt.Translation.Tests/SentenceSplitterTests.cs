using Nmt.Text.Subwords;

namespace Nmt.Translation.Tests;

public sealed class SentenceSplitterTests
{
    private static readonly Vocabulary Pieces = new(
        ["<pad>", "<s>", "</s>", "<unk>", "▁a", "▁b", "c", ".", "▁!", "”", "。", "日", "▁3", "5", "▁\"", "」"], unk: 3, bos: 1, eos: 2, pad: 0);

    [Theory]
    [InlineData("▁a . ▁b .", "▁a . | ▁b .")]
    [InlineData("▁a . c ▁b", "▁a . c ▁b")]
    [InlineData("▁3 . 5 . ▁a", "▁3 . 5 . | ▁a")]
    [InlineData("▁a . ” ▁b", "▁a . ” | ▁b")]
    [InlineData("▁a ▁! ▁b ▁a", "▁a ▁! | ▁b ▁a")]
    [InlineData("日 。 日 日 。 日", "日 。 | 日 日 。 | 日")]
    [InlineData("日 。 」 日", "日 。 」 | 日")]
    [InlineData("▁a ▁b", "▁a ▁b")]
    public void Line_is_split_after_each_sentence(string line, string expected)
    {
        Assert.Equal(expected, Split(line, maxLength: 100));
    }

    [Theory]
    [InlineData("▁a c ▁b c ▁a", 3, "▁a c | ▁b c ▁a")]
    [InlineData("▁a c ▁b c ▁a", 4, "▁a c ▁b c | ▁a")]
    [InlineData("▁a c c c c", 2, "▁a c | c c | c")]
    [InlineData("▁a . ▁b c ▁a c", 3, "▁a . | ▁b c | ▁a c")]
    public void Sentence_that_is_too_long_is_split_between_words_and_too_long_words_inside(string line, int maxLength, string expected)
    {
        Assert.Equal(expected, Split(line, maxLength));
    }

    [Fact]
    public void Segments_add_up_to_the_line_and_none_is_empty_or_too_long()
    {
        var random = new Random(1);
        for (int round = 0; round < 500; round++)
        {
            // Given
            int[] ids = [.. Enumerable.Range(0, random.Next(60)).Select(_ => random.Next(3, Pieces.Count))];
            int maxLength = random.Next(1, 12);

            // When
            var segments = new SentenceSplitter(Pieces, maxLength).Split(ids);

            // Then
            Assert.Equal(ids, segments.SelectMany(segment => segment));
            Assert.All(segments, segment => Assert.InRange(segment.Length, 1, maxLength));
        }
    }

    private static string Split(string line, int maxLength) => string.Join(
        " | ", new SentenceSplitter(Pieces, maxLength).Split([.. line.Split(' ').Select(Pieces.IdOf)])
            .Select(segment => string.Join(' ', segment.Select(id => Pieces[id]))));
}
