using System.CommandLine;
using System.CommandLine.Parsing;
using Nmt.Text;

namespace Nmt.Cli.Console;

/// <summary>The errors of a command line, one line per message.</summary>
internal static class ParseErrors
{
    /// <summary>The verb that was called, as in <c>nmt data check</c>.</summary>
    public static string VerbOf(ParseResult parsed) => Name(parsed.CommandResult);

    /// <summary>Whether nothing but the names of commands was given, of which the last needs a verb after it.</summary>
    public static bool IsWithoutVerb(ParseResult parsed) =>
        parsed.CommandResult.Command.Subcommands.Count > 0 && parsed.UnmatchedTokens.Count == 0
        && parsed.Tokens.All(token => token.Type == TokenType.Command);

    public static IEnumerable<string> Messages(ParseResult parsed)
    {
        var command = parsed.CommandResult.Command;
        if (command.Subcommands.Count == 0)
        {
            return parsed.Errors.Select(error => WithSuggestion(
                string.Join(' ', error.Message.Split(['\r', '\n', '\t'], StringSplitOptions.RemoveEmptyEntries)), parsed));
        }

        // Without a verb nothing else can be parsed: every word after it would be reported as unknown.
        string verbs = string.Join(", ", command.Subcommands.Select(verb => verb.Name));
        if (parsed.UnmatchedTokens.Count == 0)
        {
            return [$"expected a verb: {verbs}"];
        }

        string word = parsed.UnmatchedTokens[0];
        if (word.StartsWith('-'))
        {
            return [$"unknown option '{word}'; verbs are {verbs}"];
        }

        string? meant = Spelling.Nearest(word, command.Subcommands.SelectMany(verb => verb.Aliases.Append(verb.Name)));
        return [$"unknown verb '{word}'; {(meant is null ? $"verbs are {verbs}" : $"did you mean {meant}?")}"];
    }

    /// <summary>Adds the option that a misspelled one resembles.</summary>
    private static string WithSuggestion(string message, ParseResult parsed)
    {
        string[] unknown = [.. parsed.Tokens.Select(token => token.Value)
            .Where(word => word.StartsWith("--", StringComparison.Ordinal) && message.Contains($"'{word}'", StringComparison.Ordinal))];
        if (unknown.Length == 0 || !IsAboutUnknownWord(message))
        {
            return message;
        }

        string name = unknown[0].Split('=', ':')[0];
        var names = parsed.CommandResult.Command.Options.Where(option => !option.Hidden).SelectMany(option => option.Aliases.Append(option.Name));
        return Spelling.Nearest(name[2..], names.Where(IsLong).Select(other => other[2..])) is { } meant
            ? $"unknown option '{name}'; did you mean --{meant}?"
            : message;
    }

    // Texts of System.CommandLine and of InputFiles.
    private static bool IsAboutUnknownWord(string message) =>
        message.StartsWith("Unrecognized command or argument", StringComparison.Ordinal) || message.StartsWith("unknown option", StringComparison.Ordinal);

    private static bool IsLong(string name) => name.StartsWith("--", StringComparison.Ordinal);

    private static string Name(CommandResult result) =>
        result.Parent is CommandResult parent ? $"{Name(parent)} {result.Command.Name}" : "nmt";
}
