using Nmt.Text.Subwords;
using Nmt.Text.Subwords.Segmentation;
using Nmt.Text.Tests.Subwords.SentencePiece;

namespace Nmt.Text.Tests.Subwords.Segmentation;

public sealed class BpeSegmenterTests
{
    [Theory]
    [InlineData("abc", "ab|c")]
    [InlineData("aaa", "aa|a")]
    [InlineData("xab", "x|ab")]
    [InlineData("", "")]
    public void Best_pair_is_merged_first_and_the_leftmost_on_ties(string text, string expected)
    {
        // Given
        var segmenter = SegmenterOf(SomeModel.Ranked("ab", "bc", "aa", "a", "b", "c"));

        // When
        var pieces = Segmentations.Find(segmenter, text);

        // Then
        Assert.Equal(expected, string.Join('|', pieces));
    }

    [Fact]
    public void Unused_piece_takes_part_in_merges_but_is_split_again()
    {
        // Given
        var segmenter = SegmenterOf(
        [
            .. SomeModel.Ranked("ab", "abc", "a", "b", "c", "d"), new Piece("abcd", -9, PieceKind.Unused),
        ]);

        // When
        var pieces = Segmentations.Find(segmenter, "abcdabc");

        // Then
        Assert.Equal(["abc", "d", "abc"], pieces);
    }

    [Fact]
    public void User_defined_symbol_is_never_merged()
    {
        // Given
        var segmenter = SegmenterOf([.. SomeModel.Ranked("xy", "yz", "x", "z", "yy"), new Piece("y", 0, PieceKind.UserDefined)]);

        // When
        var segments = Segmentations.Find(segmenter, "xyyz");

        // Then
        Assert.Equal(["x", "y", "y", "z"], segments);
    }

    [Fact]
    public void Random_models_segment_as_repeated_search_for_the_best_pair_does()
    {
        var random = new SeededRandom(7);
        for (int round = 0; round < 300; round++)
        {
            // Given
            var pieces = RandomPieces(random, "ab\u2581");
            var segmenter = SegmenterOf(pieces);
            string text = RandomText(random, "abx\u2581", 30);

            // When
            var segments = Segmentations.Find(segmenter, text);

            // Then
            Assert.Equal(NaiveMerges(pieces, text), segments);
        }
    }

    [Fact]
    public void Words_segmented_separately_give_the_same_as_the_whole_line()
    {
        var random = new SeededRandom(11);
        for (int round = 0; round < 300; round++)
        {
            // Given
            var pieces = RandomPieces(random, "ab\u2581").Where(p => p.Text.LastIndexOf('\u2581') <= 0).ToList();
            var segmenter = SegmenterOf(pieces);
            var cache = new WordwiseBpe(segmenter);
            Assert.True(SomeModel.CreateTable(ModelKind.Bpe, pieces).CanSegmentWordwise);
            for (int line = 0; line < 5; line++)
            {
                // When
                string text = RandomText(random, "abx\u2581", 30);

                // Then
                Assert.Equal(Segmentations.Find(segmenter, text), Segmentations.Find(cache, text));
            }
        }
    }

    [Fact]
    public void Words_are_not_segmented_separately_if_a_piece_crosses_a_space()
    {
        // Given
        var table = SomeModel.CreateTable(ModelKind.Bpe, SomeModel.Ranked("a\u2581", "a"));

        // When
        bool isExact = table.CanSegmentWordwise;

        // Then
        Assert.False(isExact);
    }

    private static BpeSegmenter SegmenterOf(IEnumerable<Piece> pieces) => new(SomeModel.CreateTable(ModelKind.Bpe, pieces));

    private static List<string> NaiveMerges(IEnumerable<Piece> pieces, string text)
    {
        var scores = pieces.ToDictionary(p => p.Text, p => p.Score);
        List<string> symbols = [.. text.Select(c => c.ToString())];
        while (true)
        {
            int? best = Enumerable.Range(0, Math.Max(0, symbols.Count - 1))
                .Where(i => scores.ContainsKey(symbols[i] + symbols[i + 1]))
                .OrderByDescending(i => scores[symbols[i] + symbols[i + 1]])
                .ThenBy(i => i)
                .Cast<int?>()
                .FirstOrDefault();
            if (best is not { } at)
            {
                return symbols;
            }

            symbols[at] += symbols[at + 1];
            symbols.RemoveAt(at + 1);
        }
    }

    private static List<Piece> RandomPieces(SeededRandom random, string alphabet)
    {
        var texts = Enumerable.Range(0, 12).Select(_ => RandomText(random, alphabet, 5)).Where(t => t.Length > 0).Distinct();

        // Few distinct scores, so that ties are common.
        return [.. texts.Select(text => new Piece(text, -random.NextInt(6), PieceKind.Normal))];
    }

    private static string RandomText(SeededRandom random, string alphabet, int maxLength) =>
        string.Concat(Enumerable.Range(0, random.NextInt(maxLength + 1)).Select(_ => alphabet[random.NextInt(alphabet.Length)]));
}
