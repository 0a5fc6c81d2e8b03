namespace Nmt.Cli.Output;

/// <summary>What an alignment links.</summary>
internal enum AlignmentLevel
{
    /// <summary>Words: what stands between spaces.</summary>
    Word,

    /// <summary>The pieces of the subword model.</summary>
    Subword,
}
