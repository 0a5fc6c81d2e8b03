namespace Nmt.Runs.Config;

/// <summary>
/// One value of a config: the tree that a file and the overrides become before they are bound to records. It is immutable,
/// so that a YAML alias may share a branch and an override still changes one place only.
/// </summary>
internal abstract record ConfigNode(ConfigPosition Position)
{
    /// <summary>The value as an error message shows it.</summary>
    public abstract string Shown { get; }

    /// <summary>
    /// The node with one value, perhaps deeper down, set; sections on the way are made where they are missing, and what cannot
    /// hold the value gives way to one.
    /// </summary>
    /// <param name="path">Keys, or places in a list, from here to the value.</param>
    /// <param name="value">The value, which says where it comes from.</param>
    public virtual ConfigNode With(ReadOnlySpan<string> path, ConfigNode value) => new ConfigSection(value.Position, []).With(path, value);

    /// <summary>The place of a value, or of the nearest one above it that was written; null where the path leads nowhere.</summary>
    public virtual ConfigPosition? Locate(ReadOnlySpan<string> path) => path.IsEmpty ? Position : null;
}
