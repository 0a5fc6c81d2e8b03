using System.CommandLine;

namespace Nmt.Cli.Options;

/// <summary>Options that accept one of a fixed set of words.</summary>
internal static class ChoiceFlag
{
    /// <summary>Creates an option that rejects other values with a list of the allowed ones, or with the reason why one is unsupported.</summary>
    /// <param name="name">Name and aliases of the option.</param>
    /// <param name="description">The help text.</param>
    /// <param name="allowed">The values; the first is the default.</param>
    /// <param name="refused">Values that users of sacreBLEU may expect, with the reasons why they are not supported.</param>
    public static Option<string> Create(
        string[] name, string description, IReadOnlyList<string> allowed, IReadOnlyDictionary<string, string>? refused = null)
    {
        var option = new Option<string>(name[0], name[1..])
        {
            Description = description, HelpName = string.Join('|', allowed), DefaultValueFactory = _ => allowed[0],
        };
        option.CompletionSources.Add([.. allowed]);
        option.Validators.Add(result =>
        {
            if (result.Tokens.Count == 1 && !allowed.Contains(result.Tokens[0].Value))
            {
                result.AddError(Refusal(name[0], result.Tokens[0].Value, allowed, refused));
            }
        });
        return option;
    }

    /// <summary>Makes an option reject other values with a list of the allowed ones.</summary>
    /// <param name="option">The option.</param>
    /// <param name="allowed">The values.</param>
    public static void Restrict(Option option, params string[] allowed)
    {
        option.HelpName = string.Join('|', allowed.Order(StringComparer.Ordinal));
        option.CompletionSources.Add(allowed);
        option.Validators.Add(result =>
        {
            if (result.Tokens.Count == 1 && !allowed.Contains(result.Tokens[0].Value))
            {
                result.AddError(Refusal(option.Name, result.Tokens[0].Value, allowed));
            }
        });
    }

    /// <summary>The error message for a value that is not allowed.</summary>
    public static string Refusal(
        string option, string value, IReadOnlyList<string> allowed, IReadOnlyDictionary<string, string>? refused = null)
    {
        string expected = $"expected one of {string.Join(", ", allowed)}";
        return refused is not null && refused.TryGetValue(value, out string? reason)
            ? $"{option}: '{value}' {reason}; {expected}"
            : $"{option}: {expected}; got '{value}'";
    }
}
