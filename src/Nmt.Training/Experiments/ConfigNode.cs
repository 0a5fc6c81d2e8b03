namespace Nmt.Training.Experiments;

/// <summary>
/// One value of a config: the tree that a file and the overrides become before they are bound to records. It is immutable,
/// so that a YAML alias may share a branch and an override still changes one place only.
/// </summary>
internal abstract record ConfigNode(ConfigPosition Position)
{
    /// <summary>The value as an error message shows it.</summary>
    public abstract string Shown { get; }
}
