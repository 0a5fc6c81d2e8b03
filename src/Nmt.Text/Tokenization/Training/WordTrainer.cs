namespace Nmt.Text.Tokenization.Training;

/// <summary>Whole words of covered characters, most frequent first; a piece scores its log-probability.</summary>
/// <param name="takesAll">Whether the size of the vocabulary is no limit.</param>
internal sealed class WordTrainer(bool takesAll) : ISubwordTrainer
{
    /// <inheritdoc/>
    public IReadOnlyList<(string Text, float Score)> Train(TrainingText text, int room)
    {
        var covered = text.Alphabet.Select(entry => entry.Character).ToHashSet();
        var total = Math.Log(text.Words.Sum(word => word.Count));
        return
        [
            .. text.Words
                .Where(word => word.Text.EnumerateRunes().All(covered.Contains))
                .OrderByDescending(word => word.Count)
                .ThenBy(word => word.Text, StringComparer.Ordinal)
                .Take(takesAll ? int.MaxValue : room)
                .Select(word => (word.Text, LogProbability.Of(word.Count, total))),
        ];
    }
}
