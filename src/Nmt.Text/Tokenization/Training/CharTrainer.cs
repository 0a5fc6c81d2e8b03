namespace Nmt.Text.Tokenization.Training;

/// <summary>Characters, most frequent first; a piece scores its log-probability.</summary>
internal sealed class CharTrainer : ISubwordTrainer
{
    /// <inheritdoc/>
    public IReadOnlyList<(string Text, float Score)> Train(TrainingText text, int room)
    {
        var total = Math.Log(text.Alphabet.Sum(entry => entry.Count));
        return
        [
            .. text.Alphabet.Take(room).Select(entry =>
                (entry.Character.ToString(), LogProbability.Of(entry.Count, total))),
        ];
    }
}
