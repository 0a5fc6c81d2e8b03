using System.Globalization;

namespace Nmt.Runs.Config;

/// <summary>Where a piece of configuration was written.</summary>
/// <param name="File">The config file as the user named it, or the whole override, such as <c>--set search.n_best=8</c>.</param>
/// <param name="Folder">The folder that relative paths written here start from.</param>
/// <param name="Line">Line in the file, from 1; null for an override.</param>
/// <param name="Column">Column in the line, from 1; null for an override.</param>
internal sealed record ConfigPosition(string File, string Folder, int? Line = null, int? Column = null)
{
    public ConfigurationError Error(string path, string message) => new(File, Line, Column, path, message);
}

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

/// <summary>A single value.</summary>
/// <param name="Position">Where it was written.</param>
/// <param name="Text">The value, without quotes and escapes.</param>
/// <param name="IsQuoted">Whether it was quoted, which makes it text whatever it looks like.</param>
internal sealed record ConfigScalar(ConfigPosition Position, string Text, bool IsQuoted) : ConfigNode(Position)
{
    // Longer values are cut in messages.
    private const int MaxShown = 80;

    public override string Shown
    {
        get
        {
            var shown = Text.Length <= MaxShown ? Text : string.Concat(Text.AsSpan(0, MaxShown), "…");
            return IsQuoted ? $"the quoted text \"{shown}\"" : shown;
        }
    }

    /// <summary>Whether this is YAML's null (YAML 1.2, section 10.3.2).</summary>
    public bool IsNull => !IsQuoted && Text is ("" or "~" or "null" or "Null" or "NULL");
}

/// <summary>A YAML sequence.</summary>
internal sealed record ConfigList(ConfigPosition Position, IReadOnlyList<ConfigNode> Items) : ConfigNode(Position)
{
    public override string Shown => "a list";

    public override ConfigNode With(ReadOnlySpan<string> path, ConfigNode value)
    {
        if (IndexOf(path[0]) is not { } place)
        {
            return base.With(path, value);
        }

        var changed = path.Length == 1 ? value : Items[place].With(path[1..], value);
        return this with { Items = [.. Items.Select((item, index) => index == place ? changed : item)] };
    }

    /// <summary>A list of one item is the same as the item, so its place may be left out.</summary>
    public override ConfigPosition? Locate(ReadOnlySpan<string> path) =>
        path.IsEmpty ? Position
        : IndexOf(path[0]) is { } place ? Items[place].Locate(path[1..]) ?? Items[place].Position
        : Items.Count == 1 ? Items[0].Locate(path)
        : null;

    private int? IndexOf(string key) =>
        int.TryParse(key, NumberStyles.None, CultureInfo.InvariantCulture, out var index) && index < Items.Count ? index : null;
}

/// <summary>A key of a section and its value.</summary>
internal sealed record ConfigEntry(string Key, ConfigPosition Position, ConfigNode Value);

/// <summary>A YAML mapping: keys, each once, and their values.</summary>
internal sealed record ConfigSection(ConfigPosition Position, IReadOnlyList<ConfigEntry> Entries) : ConfigNode(Position)
{
    public override string Shown => "a section";

    public ConfigEntry? Find(string key) => Entries.FirstOrDefault(entry => entry.Key == key);

    public override ConfigNode With(ReadOnlySpan<string> path, ConfigNode value)
    {
        var key = path[0];
        var existing = Find(key);
        var changed = path.Length == 1 ? value : (existing?.Value ?? new ConfigSection(value.Position, [])).With(path[1..], value);
        if (existing is null)
        {
            return this with { Entries = [.. Entries, new ConfigEntry(key, value.Position, changed)] };
        }

        // A replaced value is the override's business, its key included; a section that was only passed stays the file's.
        var isReplaced = ReferenceEquals(changed.Position, value.Position);
        var position = isReplaced ? value.Position : existing.Position;
        var replacement = new ConfigEntry(key, position, changed);
        return this with { Entries = [.. Entries.Select(entry => ReferenceEquals(entry, existing) ? replacement : entry)] };
    }

    public override ConfigPosition? Locate(ReadOnlySpan<string> path) =>
        path.IsEmpty ? Position
        : Find(path[0]) is not { } entry ? null
        : entry.Value.Locate(path[1..]) ?? entry.Position;
}
