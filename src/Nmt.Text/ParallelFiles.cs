using System.ComponentModel.DataAnnotations;

namespace Nmt.Text;

/// <summary>Two sides of a corpus: line n of the source belongs to line n of the target. Files may be gzip (<c>.gz</c>).</summary>
public sealed record ParallelFiles
{
    /// <summary>Source text, one sentence a line.</summary>
    [Required, FilePath]
    public required string Source { get; init; }

    /// <summary>Target text, one sentence a line.</summary>
    [Required, FilePath]
    public required string Target { get; init; }
}
