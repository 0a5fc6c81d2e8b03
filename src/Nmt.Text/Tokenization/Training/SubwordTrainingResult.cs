namespace Nmt.Text.Tokenization.Training;

/// <summary>A trained model and what became of the lines.</summary>
/// <param name="Model">The model.</param>
/// <param name="Lines">Lines that were read.</param>
/// <param name="UsedLines">Lines that the model was trained on.</param>
/// <param name="TooLongLines">Lines left out because they exceed <see cref="SubwordTrainingOptions.MaxSentenceBytes"/>.</param>
public sealed record SubwordTrainingResult(SentencePieceModel Model, long Lines, long UsedLines, long TooLongLines);
