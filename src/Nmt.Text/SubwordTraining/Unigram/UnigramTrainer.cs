using Nmt.Text.SubwordTraining.Input;

namespace Nmt.Text.SubwordTraining.Unigram;

/// <summary>The unigram language model of Kudo (2018): expectation maximization over many pieces, pruned round by round.</summary>
internal sealed class UnigramTrainer(SubwordTrainingOptions options, PieceConstraints constraints) : ISubwordTrainer
{
    // SentencePiece's constants: pieces expected less often are dropped; rounds stop at this multiple of the final size.
    private const double MinExpectedCount = 0.5;
    private const double OversizeFactor = 1.1;

    /// <inheritdoc/>
    public IReadOnlyList<(string Text, float Score)> Train(TrainingText text, int maxPieces, CancellationToken cancellation)
    {
        options.Progress?.Report(0);
        var covered = new CharacterCoverage(text);
        var pieces = SeedPieces(text, covered, cancellation);
        int targetSize = (int)(OversizeFactor * maxPieces);
        double firstSize = pieces.Count;
        while (true)
        {
            for (int i = 0; i < options.SubIterations; i++)
            {
                pieces = Maximize(new UnigramModel(covered, pieces, options.Threads, cancellation));
            }

            if (pieces.Count <= targetSize)
            {
                return SelectFinal(covered, pieces, maxPieces);
            }

            int kept = Math.Max(targetSize, (int)(options.ShrinkingFactor * pieces.Count));
            pieces = PiecePruning.Prune(new UnigramModel(covered, pieces, options.Threads, cancellation), kept);

            // Each round removes the same share of the pieces.
            options.Progress?.Report(Math.Log(firstSize / pieces.Count) / Math.Log(firstSize / targetSize));
        }
    }

    /// <summary>The initial pieces: the characters, and the substrings that cover most of the text.</summary>
    private List<UnigramPiece> SeedPieces(TrainingText text, CharacterCoverage covered, CancellationToken cancellation)
    {
        SymbolShape[] shapes = [.. text.Alphabet.Select(entry => constraints.GetShape(entry.Character))];
        var substrings = new SubstringFinder(covered, shapes, constraints, options.MaxPieceLength).Find(cancellation);
        var chosen = substrings
            .OrderByDescending(substring => substring.Count * substring.Length)
            .ThenBy(substring => substring.Start)
            .ThenBy(substring => substring.Length)
            .Take(Math.Max(0, options.SeedPieces - covered.AlphabetSize));
        int[] characters = covered.Characters.ToArray();
        List<(ReadOnlyMemory<int> Characters, double Weight)> seeds =
        [
            .. text.Alphabet.Select((entry, number) => (new ReadOnlyMemory<int>([number]), Math.Max(entry.Count, MinExpectedCount))),
            .. chosen.Select(substring =>
                (new ReadOnlyMemory<int>(characters, substring.Start, substring.Length), (double)substring.Count * substring.Length)),
        ];
        double logTotal = Math.Log(seeds.Sum(seed => seed.Weight));
        return [.. seeds.Select(seed => new UnigramPiece(seed.Characters, Math.Log(seed.Weight) - logTotal))];
    }

    /// <summary>
    /// Computes new probabilities from expected counts (M-step). The digamma function instead of the logarithm is the step
    /// of variational Bayes with a sparse prior: it lowers rare pieces more than frequent ones.
    /// </summary>
    private static List<UnigramPiece> Maximize(UnigramModel model)
    {
        var expected = model.ComputeExpectedCounts();
        var kept = new List<(UnigramPiece Piece, double Count)>();
        for (int i = 0; i < model.Pieces.Count; i++)
        {
            if (model.Pieces[i].IsCharacter || expected[i] >= MinExpectedCount)
            {
                kept.Add((model.Pieces[i], Math.Max(expected[i], MinExpectedCount)));
            }
        }

        double logTotal = Digamma.Compute(kept.Sum(entry => entry.Count));
        return [.. kept.Select(entry => entry.Piece with { Score = Digamma.Compute(entry.Count) - logTotal })];
    }

    /// <summary>All characters and the most probable other pieces, most probable first.</summary>
    private static List<(string Text, float Score)> SelectFinal(CharacterCoverage text, List<UnigramPiece> pieces, int maxPieces)
    {
        int characters = pieces.Count(piece => piece.IsCharacter);
        var named = pieces.Select(piece => (piece.IsCharacter, Text: text.TextOf(piece.Characters.Span), piece.Score)).ToList();
        return
        [
            .. named.Where(piece => piece.IsCharacter)
                .Concat(named.Where(piece => !piece.IsCharacter)
                    .OrderByDescending(piece => piece.Score)
                    .ThenBy(piece => piece.Text, StringComparer.Ordinal)
                    .Take(maxPieces - characters))
                .OrderByDescending(piece => piece.Score)
                .ThenBy(piece => piece.Text, StringComparer.Ordinal)
                .Select(piece => (piece.Text, (float)piece.Score)),
        ];
    }
}

/// <summary>Keeps the pieces whose removal would lower the likelihood of the text the most (Kudo 2018).</summary>
internal static class PiecePruning
{
    /// <summary>Returns the best pieces; characters are always kept.</summary>
    /// <param name="model">The pieces.</param>
    /// <param name="size">Number of pieces to keep.</param>
    public static List<UnigramPiece> Prune(UnigramModel model, int size)
    {
        long[] counts = model.CountInBestPaths();
        int[]?[] alternatives = model.FindAlternatives();
        long total = counts.Sum();
        var kept = model.Pieces.Where(piece => piece.IsCharacter).ToList();
        var ranked = Enumerable.Range(0, counts.Length)
            .Where(piece => !model.Pieces[piece].IsCharacter)
            .Select(piece => (Piece: piece, Loss: LossWithout(piece)))
            .OrderByDescending(candidate => candidate.Loss)

            // Pieces without loss follow by probability: they are kept only if the vocabulary would become too small.
            .ThenByDescending(candidate => model.Pieces[candidate.Piece].Score)
            .ThenBy(candidate => candidate.Piece);
        kept.AddRange(ranked.Take(Math.Max(0, size - kept.Count)).Select(candidate => model.Pieces[candidate.Piece]));
        return kept;

        // How much less probable the text becomes if the piece is replaced by its alternative. The counts of
        // the alternative grow by that of the piece, and the total with them.
        double LossWithout(int piece)
        {
            long count = counts[piece];
            if (count == 0 || alternatives[piece] is not { } others)
            {
                return double.NegativeInfinity;
            }

            double logTotalAfter = Math.Log(total + (count * (others.Length - 1)));
            double after = others.Sum(other => Math.Log(counts[other] + count) - logTotalAfter);
            return count * (Math.Log(count) - Math.Log(total) - after);
        }
    }
}

/// <summary>The derivative of the logarithm of the gamma function.</summary>
internal static class Digamma
{
    // From here on the first omitted term, 1/(132 x^10), is below 1e-14.
    private const double MinForSeries = 16;

    /// <summary>Computes its value at a positive number.</summary>
    /// <remarks>Recurrence, then the asymptotic series (Abramowitz and Stegun 1964, 6.3.5 and 6.3.18).</remarks>
    public static double Compute(double x)
    {
        double result = 0.0;
        while (x < MinForSeries)
        {
            result -= 1 / x;
            x++;
        }

        double inverse = 1 / (x * x);
        double series = inverse * ((1.0 / 12) - (inverse * ((1.0 / 120) - (inverse * ((1.0 / 252) - (inverse / 240))))));
        return result + Math.Log(x) - (0.5 / x) - series;
    }
}
