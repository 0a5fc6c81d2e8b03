using System.ComponentModel.DataAnnotations;

namespace Nmt.Text;

/// <summary>Section <c>data</c>: which files are read. Relative paths are relative to the config file's folder.</summary>
public sealed record DataConfig
{
    /// <summary>Training corpus.</summary>
    [Required]
    public required ParallelFiles Train { get; init; }

    /// <summary>Validation corpus, translated at every validation.</summary>
    [Required]
    public required ParallelFiles Validation { get; init; }

    /// <summary>Test corpus, translated and scored once when training ends; none by default.</summary>
    public ParallelFiles? Test { get; init; }

    /// <summary>Training pairs with a longer side, in subwords, are left out (and counted).</summary>
    /// <value>The default value is 100 subwords.</value>
    [Range(1, 100_000)]
    public int MaxLength { get; init; } = 100;
}
