using System.Globalization;

namespace Nmt.Runs.Config;

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
