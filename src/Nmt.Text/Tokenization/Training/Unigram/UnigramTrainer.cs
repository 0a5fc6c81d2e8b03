using Nmt.Text.Tokenization.Training.Shapes;

namespace Nmt.Text.Tokenization.Training.Unigram;

/// <summary>The unigram language model of Kudo (2018): expectation and maximization over many pieces, then ever fewer.</summary>
internal sealed class UnigramTrainer(SubwordTrainingOptions options, PieceShape shape) : ISubwordTrainer
{
    // SentencePiece's constants: pieces expected less often are dropped; rounds end at this multiple of the final size.
    private const double LeastExpected = 0.5;
    private const double Spare = 1.1;

    /// <inheritdoc/>
    public IReadOnlyList<(string Text, float Score)> Train(TrainingText text, int room)
    {
        var covered = new CoveredText(text);
        var pieces = SeedPieces(text, covered);
        var desired = (int)(Spare * room);
        while (true)
        {
            for (var i = 0; i < options.SubIterations; i++)
            {
                pieces = Maximize(new UnigramModel(covered, pieces, options.Threads));
            }

            if (pieces.Count <= desired)
            {
                return Final(covered, pieces, room);
            }

            var kept = Math.Max(desired, (int)(options.ShrinkingFactor * pieces.Count));
            pieces = PiecePruning.Prune(new UnigramModel(covered, pieces, options.Threads), kept);
        }
    }

    /// <summary>The characters, and the substrings that cover most of the text.</summary>
    private List<UnigramPiece> SeedPieces(TrainingText text, CoveredText covered)
    {
        SymbolShape[] shapes = [.. text.Alphabet.Select(entry => shape.Of(entry.Character))];
        var substrings = new SubstringFinder(covered, shapes, shape, options.MaxPieceLength).Find();
        var chosen = substrings
            .OrderByDescending(substring => substring.Count * substring.Length)
            .ThenBy(substring => substring.Start)
            .ThenBy(substring => substring.Length)
            .Take(Math.Max(0, options.SeedPieces - covered.AlphabetSize));
        var characters = covered.Characters.ToArray();
        List<(ReadOnlyMemory<int> Characters, double Weight)> seeds =
        [
            .. text.Alphabet.Select((entry, number) => (new ReadOnlyMemory<int>([number]), Math.Max(entry.Count, LeastExpected))),
            .. chosen.Select(substring =>
                (new ReadOnlyMemory<int>(characters, substring.Start, substring.Length), (double)substring.Count * substring.Length)),
        ];
        var logTotal = Math.Log(seeds.Sum(seed => seed.Weight));
        return [.. seeds.Select(seed => new UnigramPiece(seed.Characters, Math.Log(seed.Weight) - logTotal))];
    }

    /// <summary>
    /// New probabilities from expected counts (M-step). The digamma function in the place of the logarithm is the step of
    /// variational Bayes under a sparse prior: it takes from rare pieces more than from frequent ones.
    /// </summary>
    private static List<UnigramPiece> Maximize(UnigramModel model)
    {
        var expected = model.Expect();
        var kept = new List<(UnigramPiece Piece, double Count)>();
        for (var i = 0; i < model.Pieces.Count; i++)
        {
            if (model.Pieces[i].IsCharacter || expected[i] >= LeastExpected)
            {
                kept.Add((model.Pieces[i], Math.Max(expected[i], LeastExpected)));
            }
        }

        var logTotal = Digamma.Of(kept.Sum(entry => entry.Count));
        return [.. kept.Select(entry => entry.Piece with { Score = Digamma.Of(entry.Count) - logTotal })];
    }

    /// <summary>All characters and the most probable other pieces, most probable first.</summary>
    private static List<(string Text, float Score)> Final(CoveredText text, List<UnigramPiece> pieces, int room)
    {
        var characters = pieces.Count(piece => piece.IsCharacter);
        var named = pieces.Select(piece => (piece.IsCharacter, Text: text.TextOf(piece.Characters.Span), piece.Score)).ToList();
        return
        [
            .. named.Where(piece => piece.IsCharacter)
                .Concat(named.Where(piece => !piece.IsCharacter)
                    .OrderByDescending(piece => piece.Score)
                    .ThenBy(piece => piece.Text, StringComparer.Ordinal)
                    .Take(room - characters))
                .OrderByDescending(piece => piece.Score)
                .ThenBy(piece => piece.Text, StringComparer.Ordinal)
                .Select(piece => (piece.Text, (float)piece.Score)),
        ];
    }
}
