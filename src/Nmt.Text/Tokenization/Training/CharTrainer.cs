namespace Nmt.Text.Tokenization.Training;

/// <summary>Characters, most frequent first; a piece scores its log-probability.</summary>
/// <param name="takesAll">Whether the size of the vocabulary is no limit.</param>
internal sealed class CharTrainer(bool takesAll) : ISubwordTrainer
{
    /// <inheritdoc/>
    public IReadOnlyList<(string Text, float Score)> Train(TrainingText text, int room)
    {
        var total = Math.Log(text.Alphabet.Sum(entry => entry.Count));
        return
        [
            .. text.Alphabet.Take(takesAll ? int.MaxValue : room).Select(entry =>
                (entry.Character.ToString(), LogProbability.Of(entry.Count, total))),
        ];
    }
}
