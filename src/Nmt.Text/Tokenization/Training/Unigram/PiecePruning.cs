namespace Nmt.Text.Tokenization.Training.Unigram;

/// <summary>Chooses the pieces without which the text would become most improbable (Kudo 2018).</summary>
internal static class PiecePruning
{
    /// <summary>The best pieces; characters always stay.</summary>
    /// <param name="model">The pieces.</param>
    /// <param name="size">How many stay.</param>
    public static List<UnigramPiece> Prune(UnigramModel model, int size)
    {
        var counts = model.CountInBestPaths();
        var alternatives = model.Alternatives();
        var total = counts.Sum();
        var kept = model.Pieces.Where(piece => piece.IsCharacter).ToList();
        var ranked = Enumerable.Range(0, counts.Length)
            .Where(piece => !model.Pieces[piece].IsCharacter)
            .Select(piece => (Piece: piece, Loss: LossWithout(piece)))
            .OrderByDescending(candidate => candidate.Loss)

            // Pieces without loss go first to last by probability: they stay only where the vocabulary would become too small.
            .ThenByDescending(candidate => model.Pieces[candidate.Piece].Score)
            .ThenBy(candidate => candidate.Piece);
        kept.AddRange(ranked.Take(Math.Max(0, size - kept.Count)).Select(candidate => model.Pieces[candidate.Piece]));
        return kept;

        // How much less probable the text becomes when the piece's places are written with its alternative. The counts of
        // the alternative grow by that of the piece, and the total with them.
        double LossWithout(int piece)
        {
            var count = counts[piece];
            if (count == 0 || alternatives[piece] is not { } others)
            {
                return double.NegativeInfinity;
            }

            var logTotalAfter = Math.Log(total + (count * (others.Length - 1)));
            var after = others.Sum(other => Math.Log(counts[other] + count) - logTotalAfter);
            return count * (Math.Log(count) - Math.Log(total) - after);
        }
    }
}
