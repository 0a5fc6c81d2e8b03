using Nmt.Search;

namespace Nmt.Training.Validation;

/// <summary>A sentence of the validation set that the record follows.</summary>
/// <param name="Number">Its line, from 1.</param>
/// <param name="Source">The source sentence.</param>
/// <param name="Reference">Its reference translation.</param>
/// <param name="Hypothesis">The model's translation.</param>
/// <param name="Attention">The attention with which it was written; none where a side has no subwords.</param>
public sealed record ValidationSample(int Number, string Source, string Reference, string Hypothesis, SentenceAttention? Attention);
