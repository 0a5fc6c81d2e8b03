using Nmt.Runs;
using Nmt.Translation.Attention;

namespace Nmt.Training.Validation;

/// <summary>A finished validation, recorded and saved, for display.</summary>
/// <param name="Result">Its table row.</param>
/// <param name="Samples">Translations and attention weights of the sample sentences.</param>
public sealed record ValidationReport(ValidationRow Result, IReadOnlyList<ValidationSample> Samples)
{
    /// <summary>Warnings about sources that were cropped or split, one line of text each; only in the first validation of a start.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];

    /// <summary>How many translations the length limit ended; null if it ended none.</summary>
    public string? Incomplete { get; init; }
}

/// <summary>A sample sentence of the validation set, the same in every validation.</summary>
/// <param name="Number">Its line number, from 1.</param>
/// <param name="Source">The source sentence.</param>
/// <param name="Reference">Its reference translation.</param>
/// <param name="Hypothesis">The model's translation.</param>
/// <param name="Attention">The attention weights of the translation; null if a side has no subwords.</param>
public sealed record ValidationSample(int Number, string Source, string Reference, string Hypothesis, SentenceAttention? Attention);
