using System.CommandLine;

namespace Nmt.Cli.Commands.Translating;

/// <summary>An option that is short for <c>--set search.key=value</c>.</summary>
/// <param name="Key">The key below <c>search</c>.</param>
/// <param name="Option">The option; what it takes is checked with the config.</param>
internal sealed record SearchFlag(string Key, Option<string?> Option)
{
    public static SearchFlag Make(string name, string key, string helpName, string description) =>
        new(key, new Option<string?>(name) { Description = description, HelpName = helpName });

    /// <summary>Whether it takes a name, of which hyphens are underscores in a config.</summary>
    public bool TakesName { get; init; }

    /// <summary>The setting that the option stands for; null where it was not given.</summary>
    public string? Override(ParseResult parsed) => parsed.GetValue(Option) is { } value ? $"search.{Key}={(TakesName ? value.Replace('-', '_') : value)}" : null;

    /// <summary>The option as it was typed.</summary>
    public string Typed(ParseResult parsed) => $"{Option.Name} {parsed.GetValue(Option)}";
}
