using System.ComponentModel.DataAnnotations;
using System.Globalization;

namespace Nmt.Text;

/// <summary>
/// A corpus as a config names it: one file a side, or as many on both. Line n of a source file belongs to line n of the target
/// file in the same place. A loaded config holds absolute paths, the matches of a glob sorted by name.
/// </summary>
public sealed record CorpusConfig : IValidatableObject
{
    /// <summary>Source text, one sentence a line.</summary>
    [Required, FilePath]
    public required OneOrMore<string> Source { get; init; }

    /// <summary>Target text, one sentence a line.</summary>
    [Required, FilePath]
    public required OneOrMore<string> Target { get; init; }

    /// <summary>Word alignments of the training pairs, one file for each source file: links as in <c>0-0 1-2</c> on each line.</summary>
    [FilePath]
    public OneOrMore<string>? Alignments { get; init; }

    /// <summary>Share of the training pairs that are drawn from this corpus, relative to the other weights; none draws each pair once an epoch.</summary>
    [Range(1e-6, 1e6)]
    public double? Weight { get; init; }

    /// <summary>The pairs of files, in order.</summary>
    public IEnumerable<ParallelFiles> Files =>
        Source.Zip(Target).Select((files, i) => new ParallelFiles { Source = files.First, Target = files.Second, Alignments = Alignments?[i] });

    /// <inheritdoc/>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Source.Count != Target.Count)
        {
            yield return new ValidationResult(
                string.Create(CultureInfo.InvariantCulture, $"must name as many files as source ({Source.Count}); got {Target.Count}"),
                [nameof(Target)]);
        }

        if (Alignments is not null && Source.Count != Alignments.Count)
        {
            yield return new ValidationResult(
                string.Create(CultureInfo.InvariantCulture, $"must name as many files as source ({Source.Count}); got {Alignments.Count}"),
                [nameof(Alignments)]);
        }
    }
}
