using System.CommandLine;

namespace Nmt.Cli.Options;

/// <summary>Warns about options that have no effect on a command line, for example because a second option is missing.</summary>
/// <param name="parsed">The command line.</param>
/// <param name="output">Standard error; discards the warnings if the command line asks for silence.</param>
internal sealed class IgnoredOptions(ParseResult parsed, TextWriter output)
{
    /// <summary>Whether an option is on the command line, even with its default value.</summary>
    public bool IsGiven(Option option) => parsed.GetResult(option) is { Implicit: false };

    /// <summary>The values of a repeatable option.</summary>
    public IReadOnlyList<string> SettingsOf(Option<string[]> option) => parsed.GetValue(option) ?? [];

    /// <summary>Warns about each of the options that is given, unless they have an effect.</summary>
    /// <param name="hasEffect">Whether they have one.</param>
    /// <param name="circumstance">When they have none, as in <c>without --model</c>.</param>
    /// <param name="options">The options.</param>
    public void WarnUnless(bool hasEffect, string circumstance, params IEnumerable<Option> options)
    {
        foreach (var option in hasEffect ? [] : options.Where(IsGiven))
        {
            Warn(Typed(option), circumstance);
        }
    }

    /// <summary>Warns about something else that has no effect.</summary>
    /// <param name="typed">What the user typed.</param>
    /// <param name="circumstance">When it has none.</param>
    public void Warn(string typed, string circumstance) => output.WriteLine($"nmt: Warning: {typed} has no effect {circumstance}");

    /// <summary>The option as it was typed: its name or one of its aliases.</summary>
    private string Typed(Option option) => parsed.GetResult(option)?.IdentifierToken?.Value ?? option.Name;
}
