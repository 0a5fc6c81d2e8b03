using System.CommandLine;
using System.CommandLine.Parsing;

namespace Nmt.Cli.Reporting;

/// <summary>What is wrong with a command line, each message on one line.</summary>
internal static class ParseErrors
{
    /// <summary>The verb that was called, as in <c>nmt data check</c>.</summary>
    public static string VerbOf(ParseResult parsed) => Name(parsed.CommandResult);

    public static IEnumerable<string> Messages(ParseResult parsed)
    {
        var command = parsed.CommandResult.Command;
        if (command.Subcommands.Count == 0)
        {
            return parsed.Errors.Select(error => string.Join(' ', error.Message.Split(['\r', '\n', '\t'], StringSplitOptions.RemoveEmptyEntries)));
        }

        // Without a verb nothing else can be understood: what follows it would only be called unknown, word for word.
        string verbs = string.Join(", ", command.Subcommands.Select(verb => verb.Name));
        return [parsed.UnmatchedTokens.Count == 0
            ? $"expected a verb: {verbs}"
            : $"unknown {(parsed.UnmatchedTokens[0].StartsWith('-') ? "option" : "verb")} '{parsed.UnmatchedTokens[0]}'; verbs are {verbs}"];
    }

    private static string Name(CommandResult result) =>
        result.Parent is CommandResult parent ? $"{Name(parent)} {result.Command.Name}" : "nmt";
}
