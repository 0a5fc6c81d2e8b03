namespace Nmt.Cli.Output;

/// <summary>What a JSON line says of attention.</summary>
internal enum AlignmentKind
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>Links, one for each target token.</summary>
    Hard,

    /// <summary>All weights.</summary>
    Soft,
}
