namespace Nmt.Text.Tokenization.Training;

/// <summary>Chooses the pieces of a model.</summary>
internal interface ISubwordTrainer
{
    /// <summary>The normal pieces in the order of their ids, at most <paramref name="room"/>; fewer when the text has no more.</summary>
    /// <param name="text">The words and characters of the training text.</param>
    /// <param name="room">Size of the vocabulary without the reserved pieces.</param>
    IReadOnlyList<(string Text, float Score)> Train(TrainingText text, int room);
}
