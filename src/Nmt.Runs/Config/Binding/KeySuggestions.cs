using System.Reflection;
using Nmt.Text;

namespace Nmt.Runs.Config.Binding;

/// <summary>Explains keys that do not exist where they are: with the key that was meant, in whichever section it is.</summary>
/// <param name="root">The record of the whole config.</param>
internal sealed class KeySuggestions(Type root)
{
    /// <summary>With more keys than this, a list of them hides the message.</summary>
    private const int MaxListed = 12;

    /// <summary>A name in more sections than this, such as <c>source</c>, does not tell which one was meant.</summary>
    private const int MaxSections = 2;

    /// <summary>Shorter words resemble too many keys of other sections.</summary>
    private const int MinLength = 4;

    private readonly Lazy<IReadOnlyList<(string Path, string Key)>> _all = new(() => [.. KeysOf(root, "")]);

    /// <summary>The message for an unknown key.</summary>
    /// <param name="key">The key.</param>
    /// <param name="section">The path of its section; empty for the root.</param>
    /// <param name="known">The keys of that section.</param>
    public string Explain(string key, string section, IReadOnlyList<string> known)
    {
        string? inSection = Spelling.Nearest(key, known);
        int distance = inSection is null ? int.MaxValue : Spelling.Distance(key, inSection);
        var elsewhere = Elsewhere(key, distance);
        return elsewhere.Count > 0 ? $"unknown key; did you mean {string.Join(" or ", elsewhere)}?"
            : inSection is not null ? $"unknown key; did you mean {inSection}?"
            : known.Count <= MaxListed ? $"unknown key; known keys: {string.Join(", ", known)}"
            : $"unknown key; docs/configuration.md lists the {known.Count} keys of {section}";
    }

    /// <summary>Paths of the nearest keys of all sections, if they are nearer than a distance; those of outer sections first.</summary>
    private IReadOnlyList<string> Elsewhere(string key, int distance)
    {
        int most = Math.Min(distance - 1, key.Length < MinLength ? 0 : Math.Max(1, key.Length / MinLength));
        var near = _all.Value.Select(entry => (entry.Path, Distance: Spelling.Distance(key, entry.Key))).Where(entry => entry.Distance <= most).ToList();
        string[] nearest = [.. near.Where(entry => entry.Distance == near.Min(other => other.Distance)).Select(entry => entry.Path)];
        // Of a key that a side can override, such as subwords.type, the one for both sides is enough.
        string[] outer = [.. nearest.Where(path => !nearest.Any(other => IsOverride(path, other))).OrderBy(path => path.Count(letter => letter == '.'))];
        return outer.Length <= MaxSections ? outer : [];
    }

    /// <summary>Whether a path names the same key as another one, in a section inside that one's section.</summary>
    private static bool IsOverride(string path, string other)
    {
        string section = other[..(other.LastIndexOf('.') + 1)];
        return section.Length > 0 && path.Length > other.Length
            && path.StartsWith(section, StringComparison.Ordinal) && path.EndsWith(other[(section.Length - 1)..], StringComparison.Ordinal);
    }

    private static IEnumerable<(string Path, string Key)> KeysOf(Type record, string path)
    {
        foreach (var property in ConfigProperty.AllOf(record))
        {
            string own = ConfigPath.Join(path, property.Key);
            yield return (own, property.Key);
            foreach (var inner in Section(property.Info) is { } section ? KeysOf(section, own) : [])
            {
                yield return inner;
            }
        }
    }

    /// <summary>The record of a property that is a section, or a list of sections; else null.</summary>
    private static Type? Section(PropertyInfo property)
    {
        var type = Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType;
        type = ConfigProperty.ItemType(type) ?? type;
        return ConfigProperty.IsSection(type) ? type : null;
    }
}
