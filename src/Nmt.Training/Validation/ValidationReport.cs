using Nmt.Runs;
using Nmt.Search;

namespace Nmt.Training.Validation;

/// <summary>A validation that is done, recorded and saved, for whoever shows it.</summary>
/// <param name="Result">Its row.</param>
/// <param name="Samples">Translations and attention of the sentences that the record follows.</param>
public sealed record ValidationReport(ValidationRow Result, IReadOnlyList<ValidationSample> Samples);

/// <summary>A sentence of the validation set that the record follows.</summary>
/// <param name="Number">Its line, from 1.</param>
/// <param name="Source">The source sentence.</param>
/// <param name="Reference">Its reference translation.</param>
/// <param name="Hypothesis">The model's translation.</param>
/// <param name="Attention">The attention with which it was written; none where a side has no subwords.</param>
public sealed record ValidationSample(int Number, string Source, string Reference, string Hypothesis, SentenceAttention? Attention);
