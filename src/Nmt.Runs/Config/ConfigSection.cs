namespace Nmt.Runs.Config;

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
