using System.CommandLine;

namespace Nmt.Cli.Options;

/// <summary>Warns about options that have no effect on a command line, for example because a second option is missing.</summary>
/// <param name="parsed">The command line.</param>
/// <param name="output">Standard error; discards the warnings if the command line asks for silence.</param>
internal sealed class IgnoredOptions(ParseResult parsed, TextWriter output)
{
    /// <summary>Whether an option is on the command line, even with its default value.</summary>
    public bool IsGiven(Option option) => parsed.GetResult(option) is { Implicit: false };

    /// <summary>Warns about each of the options that is given, unless they have an effect.</summary>
    /// <param name="hasEffect">Whether they have one.</param>
    /// <param name="circumstance">When they have none, as in <c>without --model</c>.</param>
    /// <param name="options">The options.</param>
    public void WarnUnless(bool hasEffect, string circumstance, params IEnumerable<Option> options)
    {
        foreach (var option in hasEffect ? [] : options.Where(IsGiven))
        {
            output.WriteLine($"nmt: Warning: {Typed(option)} has no effect {circumstance}");
        }
    }

    /// <summary>The option as it was typed: its name or one of its aliases.</summary>
    private string Typed(Option option) => parsed.GetResult(option)?.IdentifierToken?.Value ?? option.Name;
}
