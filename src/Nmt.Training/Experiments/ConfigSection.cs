namespace Nmt.Training.Experiments;

/// <summary>A YAML mapping: keys, each once, and their values.</summary>
internal sealed record ConfigSection(ConfigPosition Position, IReadOnlyList<ConfigEntry> Entries) : ConfigNode(Position)
{
    public override string Shown => "a section";

    public ConfigEntry? Find(string key) => Entries.FirstOrDefault(entry => entry.Key == key);

    /// <summary>The section with one value, perhaps deeper down, set; sections on the way are made where they are missing.</summary>
    /// <param name="path">Keys from here to the value.</param>
    /// <param name="value">The value, which says where it comes from.</param>
    /// <returns>
    /// A new section, or this one when something that is no section is in the way: that is an error of the file, and binding
    /// the file says so.
    /// </returns>
    public ConfigSection With(ReadOnlySpan<string> path, ConfigNode value)
    {
        var key = path[0];
        var existing = Find(key);
        ConfigNode changed;
        if (path.Length == 1)
        {
            changed = value;
        }
        else if ((existing?.Value ?? new ConfigSection(value.Position, [])) is ConfigSection section)
        {
            changed = section.With(path[1..], value);
        }
        else
        {
            return this;
        }

        if (existing is null)
        {
            return this with { Entries = [.. Entries, new ConfigEntry(key, value.Position, changed)] };
        }

        // A replaced value is the override's business, its key included; a section that was only passed stays the file's.
        var position = path.Length == 1 ? value.Position : existing.Position;
        var replacement = new ConfigEntry(key, position, changed);
        return this with { Entries = [.. Entries.Select(entry => ReferenceEquals(entry, existing) ? replacement : entry)] };
    }

    /// <summary>The place of a value, or of the nearest section above it that was written.</summary>
    public ConfigPosition Locate(ReadOnlySpan<string> path)
    {
        var entry = path.IsEmpty ? null : Find(path[0]);
        return entry switch
        {
            null => Position,
            { Value: ConfigSection section } when path.Length > 1 && section.Find(path[1]) is not null => section.Locate(path[1..]),
            _ => path.Length > 1 ? entry.Position : entry.Value.Position,
        };
    }
}
