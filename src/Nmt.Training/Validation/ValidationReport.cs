using Nmt.Runs;

namespace Nmt.Training.Validation;

/// <summary>A validation that is done, recorded and saved, for whoever shows it.</summary>
/// <param name="Result">Its row.</param>
/// <param name="Samples">Translations and attention of the sentences that the record follows.</param>
public sealed record ValidationReport(ValidationRow Result, IReadOnlyList<ValidationSample> Samples);
