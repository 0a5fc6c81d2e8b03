namespace Nmt.Text;

/// <summary>Two files: line n of the source belongs to line n of the target. Either may be gzip (<c>.gz</c>).</summary>
public sealed record ParallelFiles
{
    /// <summary>Source text, one sentence a line.</summary>
    public required string Source { get; init; }

    /// <summary>Target text, one sentence a line.</summary>
    public required string Target { get; init; }

    /// <summary>Word alignments of the two, as Pharaoh's links on each line; none by default.</summary>
    public string? Alignments { get; init; }
}
