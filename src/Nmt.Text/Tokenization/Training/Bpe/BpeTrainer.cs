using Nmt.Text.Tokenization.Training.Shapes;

namespace Nmt.Text.Tokenization.Training.Bpe;

/// <summary>Byte pair encoding (Sennrich et al. 2016): the merges in order, then the characters.</summary>
/// <remarks>
/// Deterministic: the pair with the highest count is merged; on ties the shorter one, then the one that comes first in code
/// point order. A piece scores minus its rank.
/// </remarks>
internal sealed class BpeTrainer(PieceShape shape) : ISubwordTrainer
{
    /// <inheritdoc/>
    public IReadOnlyList<(string Text, float Score)> Train(TrainingText text, int room)
    {
        var learner = new MergeLearner(text, shape);
        var texts = learner.Learn(room - text.Alphabet.Count);
        texts.AddRange(text.Alphabet.Select(entry => entry.Character.ToString()));
        return [.. texts.Select((piece, rank) => (piece, -(float)rank))];
    }
}
