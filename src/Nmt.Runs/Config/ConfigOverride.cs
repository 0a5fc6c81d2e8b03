namespace Nmt.Runs.Config;

/// <summary>One <c>--set key=value</c> of the command line.</summary>
/// <param name="Path">The keys from the root to the value.</param>
/// <param name="Value">The value, which knows the override as its place.</param>
internal sealed record ConfigOverride(string[] Path, ConfigNode Value)
{
    /// <summary>Reads an override.</summary>
    /// <param name="text"><c>key=value</c>, such as <c>search.beam_size=1</c>; the value is YAML.</param>
    /// <param name="errors">Takes what is wrong.</param>
    /// <returns>The override; null when it cannot be read.</returns>
    public static ConfigOverride? Parse(string text, ICollection<ConfigurationError> errors)
    {
        var origin = new ConfigPosition($"--set {text}", Environment.CurrentDirectory);
        var separator = text.IndexOf('=', StringComparison.Ordinal);
        var path = separator < 0 ? "" : text[..separator].Trim();
        var keys = path.Split('.');
        if (Array.Exists(keys, string.IsNullOrWhiteSpace))
        {
            errors.Add(origin.Error("", "must be KEY=VALUE, such as search.beam_size=1"));
            return null;
        }

        var value = ConfigParser.ParseValue(text[(separator + 1)..], path, origin, errors);
        return value is null ? null : new ConfigOverride(keys, value);
    }
}
