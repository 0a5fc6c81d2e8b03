namespace Nmt.Training.Records;

/// <summary>One row of <c>samples.csv</c>.</summary>
/// <param name="Update">Updates done.</param>
/// <param name="Sentence">The sentence's line in the validation set, from 1.</param>
/// <param name="Source">The source sentence.</param>
/// <param name="Reference">Its reference translation.</param>
/// <param name="Hypothesis">The model's translation then.</param>
public sealed record SampleTranslation(long Update, int Sentence, string Source, string Reference, string Hypothesis);
