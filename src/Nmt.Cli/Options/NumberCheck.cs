using System.CommandLine;

namespace Nmt.Cli.Options;

/// <summary>What is said of a number that an option does not take.</summary>
internal static class NumberCheck
{
    /// <summary>Has the option refuse other values.</summary>
    /// <param name="option">The option.</param>
    /// <param name="allowed">The numbers that it takes, in words.</param>
    /// <param name="isAllowed">Whether it takes a number.</param>
    public static void Add(Option option, string allowed, Predicate<string> isAllowed) => option.Validators.Add(result =>
    {
        if (result.Tokens.Count == 1 && !isAllowed(result.Tokens[0].Value))
        {
            result.AddError($"{option.Name}: expected {allowed}; got '{result.Tokens[0].Value}'");
        }
    });
}
