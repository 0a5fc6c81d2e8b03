using System.Text;

namespace Nmt.Cli.Scoring.Input;

/// <summary>What is to be scored.</summary>
/// <param name="References">Files of references.</param>
/// <param name="ReferenceColumns">References that stand on one line of such a file, separated by tabs.</param>
/// <param name="Inputs">Files of hypotheses, without the baseline; none for standard input or a model.</param>
/// <param name="Baseline">The file of the baseline; null where there is none.</param>
/// <param name="Source">The file of sources; null where there is none.</param>
/// <param name="Model">The run that translates the source; null where there is none.</param>
internal sealed record InputChoice(
    IReadOnlyList<string> References, int ReferenceColumns, IReadOnlyList<string> Inputs, string? Baseline, string? Source, string? Model)
{
    /// <summary>What the files and standard input are encoded in; null for UTF-8.</summary>
    public Encoding? Encoding { get; init; }

    /// <summary>The beam of the model's search; null for the run's.</summary>
    public int? BeamSize { get; init; }

    /// <summary>Where the model runs.</summary>
    public required string Device { get; init; }
}
