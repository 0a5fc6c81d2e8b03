using Nmt.Training.Validation;

namespace Nmt.Training.Records;

/// <summary>The tables of a run: what it measured, in files that other programs read.</summary>
/// <param name="Validations">One row a validation.</param>
/// <param name="Updates">One row every so many updates.</param>
/// <param name="Samples">Translations of some validation sentences.</param>
public sealed record RunTables(ValidationLog Validations, UpdateLog Updates, SampleLog Samples)
{
    /// <summary>Adds a validation.</summary>
    public void Append(ValidationReport report)
    {
        Validations.Append(report.Result);
        Samples.Append(report.Result.Update, report.Samples);
    }

    /// <summary>Drops what a run that goes on from an update will make again.</summary>
    public void TruncateAfter(long update)
    {
        Validations.TruncateAfter(update);
        Updates.TruncateAfter(update);
        Samples.TruncateAfter(update);
    }
}
