using Nmt.Text.Tokenization;
using Nmt.Text.Tokenization.Segmentation;

namespace Nmt.Text.Tests.Tokenization.Segmentation;

public sealed class UnigramSegmenterTests
{
    private const float UnknownPenalty = 10f;

    [Fact]
    public void Path_has_the_best_score_of_all_segmentations()
    {
        var random = new SeededRandom(5);
        for (var round = 0; round < 200; round++)
        {
            // Given
            var pieces = Enumerable.Range(0, 8)
                .Select(_ => RandomText(random, "abc", 1 + random.NextInt(4)))
                .Distinct()
                .Select(text => new Piece(text, -random.NextInt(1000) / 64f, PieceKind.Normal))
                .ToList();
            var model = SomeModel.Of(ModelKind.Unigram, pieces);
            var segmenter = new UnigramSegmenter(new PieceTable(model), new UnigramScores(model));
            var text = RandomText(random, "abc", random.NextInt(10));

            // When
            var cut = Cuts.Of(segmenter, text);

            // Then
            var scores = pieces.ToDictionary(p => p.Text, p => p.Score);
            var unknown = pieces.Min(p => p.Score) - UnknownPenalty;
            var total = cut.Sum(piece => ScoreOf(scores, unknown, piece));
            Assert.Equal(BestOfAll(scores, unknown, text), total, 1e-3);
        }
    }

    [Fact]
    public void Words_cut_apart_give_the_same_as_the_whole_line_also_where_rounding_decides()
    {
        var random = new SeededRandom(13);
        for (var round = 0; round < 300; round++)
        {
            // Given: scores so close to each other that sums of them differ by rounding only.
            var pieces = Enumerable.Range(0, 14)
                .Select(_ => (random.NextInt(3) == 0 ? "\u2581" : "") + RandomText(random, "ab", random.NextInt(4)))
                .Where(text => text.Length > 0)
                .Distinct()
                .Select(text => new Piece(text, -(text.Length + (random.NextInt(3) * 1e-7f)), PieceKind.Normal))
                .ToList();
            var model = SomeModel.Of(ModelKind.Unigram, pieces);
            var (table, scores) = (new PieceTable(model), new UnigramScores(model));
            var whole = new UnigramSegmenter(table, scores);
            var wordwise = new WordwiseUnigram(whole, scores);
            Assert.True(table.KeepsWordsApart);
            for (var line = 0; line < 10; line++)
            {
                var text = RandomText(random, "aabb\u2581", random.NextInt(200));

                // When
                var cut = Cuts.Of(wordwise, text);

                // Then
                Assert.Equal(Cuts.Of(whole, text), cut);
            }
        }
    }

    private static float ScoreOf(Dictionary<string, float> scores, float unknown, string piece) =>
        scores.TryGetValue(piece, out var score) ? score : piece.Length == 1 ? unknown : float.NegativeInfinity;

    private static float BestOfAll(Dictionary<string, float> scores, float unknown, string text) => text.Length == 0
        ? 0
        : Enumerable.Range(1, text.Length).Max(length => ScoreOf(scores, unknown, text[..length]) is var first
            && float.IsNegativeInfinity(first)
                ? first
                : first + BestOfAll(scores, unknown, text[length..]));

    private static string RandomText(SeededRandom random, string alphabet, int length) =>
        string.Concat(Enumerable.Range(0, length).Select(_ => alphabet[random.NextInt(alphabet.Length)]));
}
