namespace Nmt.Metrics;

/// <summary>The values of an option and their names, in the order in which they are listed.</summary>
/// <typeparam name="T">The option's values.</typeparam>
internal sealed class OptionNames<T>(params OptionNames<T>.Entry[] entries)
    where T : struct, Enum
{
    public IReadOnlyList<string> Names { get; } = Array.ConvertAll(entries, entry => entry.Name);

    /// <exception cref="ArgumentOutOfRangeException">When it has no name.</exception>
    public string Of(T value) => Array.Find(entries, entry => entry.Value.Equals(value))?.Name
        ?? throw new ArgumentOutOfRangeException(nameof(value), value, "It has no name.");

    public bool TryParse(string name, out T value)
    {
        var found = Array.Find(entries, entry => entry.Name == name);
        value = found?.Value ?? default;
        return found is not null;
    }

    /// <summary>A value and its name.</summary>
    // A class: code for arrays and lists of structs of our own cannot be compiled beforehand, which every start would pay for.
    internal sealed record Entry(T Value, string Name);
}
