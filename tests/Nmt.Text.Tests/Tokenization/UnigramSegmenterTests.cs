using Nmt.Text.Corpora;
using Nmt.Text.Tokenization;

namespace Nmt.Text.Tests.Tokenization;

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
                .Select(_ => RandomText(random, 1 + random.NextInt(4)))
                .Distinct()
                .Select(text => new Piece(text, -random.NextInt(1000) / 64f, PieceKind.Normal))
                .ToList();
            var segmenter = new UnigramSegmenter(new PieceTable(SomeModel.Of(ModelKind.Unigram, pieces)));
            var text = RandomText(random, random.NextInt(10));
            var segments = new List<Segment>();

            // When
            segmenter.Cut(text, segments);

            // Then
            var scores = pieces.ToDictionary(p => p.Text, p => p.Score);
            var unknown = pieces.Min(p => p.Score) - UnknownPenalty;
            var start = 0;
            var total = segments.Sum(s => ScoreOf(scores, unknown, text.Substring((start += s.Length) - s.Length, s.Length)));
            Assert.Equal(text.Length, start);
            Assert.Equal(BestOfAll(scores, unknown, text), total, 1e-3);
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

    private static string RandomText(SeededRandom random, int length) =>
        string.Concat(Enumerable.Range(0, length).Select(_ => "abc"[random.NextInt(3)]));
}
