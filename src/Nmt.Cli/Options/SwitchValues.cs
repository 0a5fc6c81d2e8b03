using System.CommandLine;
using Nmt.Cli.Console;

namespace Nmt.Cli.Options;

/// <summary>Values of switches, in all the spellings that SentencePiece's tools accept after <c>=</c>: <c>--byte_fallback=1</c>.</summary>
/// <remarks>System.CommandLine knows only true and false, and reads anything else as a separate argument: a file name.</remarks>
internal static class SwitchValues
{
    // SentencePiece's, and on and off.
    private static readonly string[] True = ["true", "1", "t", "y", "yes", "on"];
    private static readonly string[] False = ["false", "0", "f", "n", "no", "off"];

    /// <summary>Replaces the values of a command line's switches by true and false.</summary>
    /// <param name="root">The commands.</param>
    /// <param name="args">The command line.</param>
    /// <exception cref="UsageException">When a switch has another value.</exception>
    public static string[] Normalize(Command root, IReadOnlyList<string> args)
    {
        if (!args.Any(argument => argument.StartsWith('-') && argument.Contains('=', StringComparison.Ordinal)))
        {
            return [.. args];
        }

        var names = SwitchesOf(Requested(root, args));
        int end = args.TakeWhile(argument => argument != "--").Count();
        return [.. args.Select((argument, i) => i < end ? Normalize(argument, names) : argument)];
    }

    private static string Normalize(string argument, HashSet<string> names)
    {
        int separator = argument.IndexOf('=', StringComparison.Ordinal);
        if (separator < 0 || !names.Contains(argument[..separator]))
        {
            return argument;
        }

        string name = argument[..separator];
        string value = argument[(separator + 1)..];
        return Contains(True, value) ? $"{name}=true"
            : Contains(False, value) ? $"{name}=false"
            : throw new UsageException($"{name}: expected true or false (or 1 or 0, yes or no, on or off); got '{value}'");
    }

    private static bool Contains(string[] spellings, string value) => spellings.Contains(value, StringComparer.OrdinalIgnoreCase);

    /// <summary>The command that the first arguments name.</summary>
    private static Command Requested(Command root, IReadOnlyList<string> args)
    {
        var command = root;
        foreach (string argument in args)
        {
            if (command.Subcommands.FirstOrDefault(verb => verb.Name == argument || verb.Aliases.Contains(argument)) is not { } verb)
            {
                break;
            }

            command = verb;
        }

        return command;
    }

    private static HashSet<string> SwitchesOf(Command command) =>
        [.. command.Options.Where(option => option.ValueType == typeof(bool)).SelectMany(option => option.Aliases.Append(option.Name))];
}
