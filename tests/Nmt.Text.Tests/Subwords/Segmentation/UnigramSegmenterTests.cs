using Nmt.Text.Subwords;
using Nmt.Text.Subwords.Segmentation;
using Nmt.Text.Tests.Subwords.SentencePiece;

namespace Nmt.Text.Tests.Subwords.Segmentation;

public sealed class UnigramSegmenterTests
{
    private const float UnknownPenalty = 10f;

    [Fact]
    public void Path_has_the_best_score_of_all_segmentations()
    {
        var random = new SeededRandom(5);
        for (int round = 0; round < 200; round++)
        {
            // Given
            var pieces = Enumerable.Range(0, 8)
                .Select(_ => RandomText(random, "abc", 1 + random.NextInt(4)))
                .Distinct()
                .Select(text => new Piece(text, -random.NextInt(1000) / 64f, PieceKind.Normal))
                .ToList();
            var segmenter = new UnigramSegmenter(SomeModel.CreateTable(ModelKind.Unigram, pieces));
            string text = RandomText(random, "abc", random.NextInt(10));

            // When
            var segments = Segmentations.Find(segmenter, text);

            // Then
            var scores = pieces.ToDictionary(p => p.Text, p => p.Score);
            float unknown = pieces.Min(p => p.Score) - UnknownPenalty;
            float total = segments.Sum(piece => ScoreOf(scores, unknown, piece));
            Assert.Equal(BestOfAll(scores, unknown, text), total, 1e-3);
        }
    }

    [Fact]
    public void Words_segmented_separately_give_the_same_as_the_whole_line_even_if_rounding_decides()
    {
        var random = new SeededRandom(13);
        for (int round = 0; round < 300; round++)
        {
            // Given: scores so close that their sums differ only by rounding.
            var pieces = Enumerable.Range(0, 14)
                .Select(_ => (random.NextInt(3) == 0 ? "\u2581" : "") + RandomText(random, "ab", random.NextInt(4)))
                .Where(text => text.Length > 0)
                .Distinct()
                .Select(text => new Piece(text, -(text.Length + (random.NextInt(3) * 1e-7f)), PieceKind.Normal))
                .ToList();
            var table = SomeModel.CreateTable(ModelKind.Unigram, pieces);
            var whole = new UnigramSegmenter(table);
            var wordwise = new WordwiseUnigram(whole);
            Assert.True(table.CanSegmentWordwise);
            for (int line = 0; line < 10; line++)
            {
                string text = RandomText(random, "aabb\u2581", random.NextInt(200));

                // When
                var segments = Segmentations.Find(wordwise, text);

                // Then
                Assert.Equal(Segmentations.Find(whole, text), segments);
            }
        }
    }

    private static float ScoreOf(Dictionary<string, float> scores, float unknown, string piece) =>
        scores.TryGetValue(piece, out float score) ? score : piece.Length == 1 ? unknown : float.NegativeInfinity;

    private static float BestOfAll(Dictionary<string, float> scores, float unknown, string text) => text.Length == 0
        ? 0
        : Enumerable.Range(1, text.Length).Max(length => ScoreOf(scores, unknown, text[..length]) is var first
            && float.IsNegativeInfinity(first)
                ? first
                : first + BestOfAll(scores, unknown, text[length..]));

    private static string RandomText(SeededRandom random, string alphabet, int length) =>
        string.Concat(Enumerable.Range(0, length).Select(_ => alphabet[random.NextInt(alphabet.Length)]));
}
