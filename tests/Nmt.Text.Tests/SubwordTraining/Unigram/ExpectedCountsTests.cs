using Nmt.Text.SubwordTraining.Unigram;

namespace Nmt.Text.Tests.SubwordTraining.Unigram;

public sealed class ExpectedCountsTests
{
    // Counts are exact to 2^-24 per position.
    private const double Tolerance = 1e-6;

    [Fact]
    public void Counts_and_likelihood_equal_those_of_enumerating_all_segmentations()
    {
        var random = new SeededRandom(7);
        for (int round = 0; round < 50; round++)
        {
            // Given
            var pieces = SomePieces.Random(random, alphabet: 3, longer: 6);
            int[] word = [.. Enumerable.Range(0, 1 + random.NextInt(7)).Select(_ => random.NextInt(3))];
            var lattice = new Lattice();
            lattice.Fill(word, new PieceTrie(pieces));
            var counts = new ExpectedCounts([.. pieces.Select(piece => Math.Exp(piece.Score))]);

            // When
            counts.Add(lattice, 5);

            // Then
            var segmentations = SomePieces.AllSegmentations(word, pieces);
            var probabilities = segmentations.Select(segmentation => Math.Exp(segmentation.Sum(piece => pieces[piece].Score))).ToList();
            Assert.Equal(5 * Math.Log(probabilities.Sum()), counts.LogLikelihood, Tolerance);
            for (int piece = 0; piece < pieces.Count; piece++)
            {
                double expected = segmentations.Zip(probabilities, (segmentation, p) => p * segmentation.Count(used => used == piece)).Sum() / probabilities.Sum();
                Assert.Equal(5 * expected, counts[piece], Tolerance);
            }
        }
    }

    // e^-40 for each of 500 characters is far below the smallest double.
    [Fact]
    public void Long_words_of_improbable_pieces_do_not_underflow()
    {
        // Given: "a" or "aa", each with the same probability: the number of segmentations is a Fibonacci number.
        var pieces = new List<UnigramPiece> { new(new[] { 0 }, -40), new(new[] { 0, 0 }, -80) };
        var lattice = new Lattice();
        lattice.Fill(new int[500], new PieceTrie(pieces));
        var counts = new ExpectedCounts([.. pieces.Select(piece => Math.Exp(piece.Score))]);

        // When
        counts.Add(lattice, 1);

        // Then: F(501) segmentations; log F(n) = n log phi - log sqrt 5 to machine precision.
        double phi = (1 + Math.Sqrt(5)) / 2;
        Assert.Equal((501 * Math.Log(phi)) - (0.5 * Math.Log(5)) - (500 * 40.0), counts.LogLikelihood, Tolerance);
        Assert.Equal(500, counts[0] + (2 * counts[1]), 500 * Tolerance);
    }

    [Fact]
    public void Best_path_equals_the_best_of_all_segmentations()
    {
        var random = new SeededRandom(9);
        for (int round = 0; round < 50; round++)
        {
            // Given
            var pieces = SomePieces.Random(random, alphabet: 3, longer: 8);
            int[] word = [.. Enumerable.Range(0, 1 + random.NextInt(7)).Select(_ => random.NextInt(3))];
            var lattice = new Lattice();
            lattice.Fill(word, new PieceTrie(pieces));
            int without = random.NextInt(pieces.Count);
            double[] scores = [.. pieces.Select(piece => piece.Score)];
            var path = new BestPath();

            // When
            double score = path.Find(lattice, scores, without);

            // Then
            var segmentations = SomePieces.AllSegmentations(word, pieces).Where(segmentation => !segmentation.Contains(without)).ToList();
            double best = segmentations.Count == 0 ? double.NegativeInfinity : segmentations.Max(segmentation => segmentation.Sum(piece => scores[piece]));
            Assert.Equal(best, score, 1e-9);
            Assert.Equal(segmentations.Count == 0 ? 0 : word.Length, path.Pieces.Sum(piece => pieces[piece].Characters.Length));
        }
    }

    // psi(1) is minus Euler's constant; psi(n + 1) = psi(n) + 1/n; psi(1/2) = -gamma - 2 log 2.
    [Theory]
    [InlineData(1, -0.57721566490153286)]
    [InlineData(2, 0.42278433509846714)]
    [InlineData(0.5, -1.9635100260214235)]
    [InlineData(10, 2.2517525890667211)]
    public void Digamma_has_its_known_values(double x, double expected)
    {
        // When
        double value = Digamma.Compute(x);

        // Then
        Assert.Equal(expected, value, 1e-13);
    }
}

/// <summary>Small unigram models, and a naive way to use them.</summary>
internal static class SomePieces
{
    /// <summary>All characters and some longer pieces, with random scores.</summary>
    public static List<UnigramPiece> Random(SeededRandom random, int alphabet, int longer)
    {
        var texts = Enumerable.Range(0, alphabet).Select(character => new[] { character }).ToList();
        for (int i = 0; i < longer; i++)
        {
            texts.Add([.. Enumerable.Range(0, 2 + random.NextInt(3)).Select(_ => random.NextInt(alphabet))]);
        }

        return
        [
            .. texts.DistinctBy(text => string.Join(' ', text))
                .Select(text => new UnigramPiece(text, -1 - (random.NextInt(1000) / 250.0))),
        ];
    }

    /// <summary>Every segmentation of a word, as piece numbers.</summary>
    public static List<int[]> AllSegmentations(ReadOnlyMemory<int> word, IReadOnlyList<UnigramPiece> pieces) => word.IsEmpty
        ? [[]]
        : [.. Enumerable.Range(0, pieces.Count)
            .Where(piece => word.Span.StartsWith(pieces[piece].Characters.Span))
            .SelectMany(piece => AllSegmentations(word[pieces[piece].Characters.Length..], pieces), (piece, rest) => new[] { piece }.Concat(rest).ToArray())];
}
