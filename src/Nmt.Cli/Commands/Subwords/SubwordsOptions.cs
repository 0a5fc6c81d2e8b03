using Nmt.Cli.Options;
using System.CommandLine;
using System.Globalization;
using Nmt.Text.Tokenization.Lines;

namespace Nmt.Cli.Commands.Subwords;

/// <summary>Options that the verbs for subwords share; each also goes by SentencePiece's spelling, with underscores.</summary>
internal static class SubwordsOptions
{
    private static readonly Dictionary<string, SequenceEdit> Edits = new(StringComparer.Ordinal)
    {
        ["bos"] = SequenceEdit.Bos, ["eos"] = SequenceEdit.Eos, ["reverse"] = SequenceEdit.Reverse,
        ["unk"] = SequenceEdit.Unknown, ["unk_piece"] = SequenceEdit.Unknown,
    };

    /// <summary>Makes an option that has both spellings.</summary>
    public static Option<T> Make<T>(string name, string description, string helpName)
    {
        var option = new Option<T>(name) { Description = description, HelpName = helpName };
        string underscored = "--" + name[2..].Replace('-', '_');
        if (underscored != name)
        {
            option.Aliases.Add(underscored);
        }

        return option;
    }

    /// <summary>Makes an option with a default.</summary>
    public static Option<T> Make<T>(string name, string description, string helpName, T defaultValue)
    {
        var option = Make<T>(name, description, helpName);
        option.DefaultValueFactory = _ => defaultValue;
        return option;
    }

    /// <summary>Makes the option for how much is said; SentencePiece's tools have it.</summary>
    public static Option<int> MakeLogLevel() => Check(
        Make("--minloglevel", "What is said on standard error: 0 all, 1 warnings and errors, 2 errors.", "N", 0),
        level => level >= 0, "a whole number of at least 0");

    /// <summary>Makes an option that takes one of a few words.</summary>
    public static Option<string> MakeChoice(string name, string description, string defaultValue, params string[] values)
    {
        var option = Make(name, description, string.Join('|', values), defaultValue);
        return Check(option, value => values.Contains(value, StringComparer.Ordinal), $"one of {string.Join(", ", values)}");
    }

    /// <summary>Has an option read its value by itself, so that one message says all that is wrong with it.</summary>
    public static Option<T> Check<T>(Option<T> option, Func<T, bool> isValid, string expected)
        where T : IParsable<T>
    {
        option.CustomParser = result =>
        {
            string text = result.Tokens[0].Value;
            if (!T.TryParse(text, CultureInfo.InvariantCulture, out var value) || !isValid(value))
            {
                result.AddError($"{option.Name}: expected {expected}; got '{text}'");
            }

            return value;
        };
        return option;
    }

    public static Option<string> MakeModel()
    {
        var option = Make<string>("--model", "The subword model: of SentencePiece, a tiktoken file, vocab.json with merges.txt beside it, or WordPiece's vocab.txt.", "FILE");
        option.Required = true;
        return RequireFile(option);
    }

    public static Option<string> RequireFile(Option<string> option) => Check(option, File.Exists, "a file that exists");

    public static Option<string> MakeOutput()
    {
        var option = Make<string>("--output", "Where the result goes, whole or not at all; by default standard output.", "FILE");
        return Check(option, path => Directory.Exists(Path.GetDirectoryName(Path.GetFullPath(path))), "a path in a folder that exists");
    }

    public static Option<string> MakeInput() => Make<string>("--input", "Another way to name the text.", "FILE");

    public static Argument<string[]> MakeFiles(string description) =>
        InputFiles.CreateArgument("FILES", description, ArgumentArity.ZeroOrMore);

    /// <summary>The files that a command line names as text.</summary>
    /// <exception cref="UsageException">When one is missing.</exception>
    public static string[] Inputs(string[]? files, string? input)
    {
        string[] inputs = input is null ? files ?? [] : [input, .. files ?? []];
        InputFiles.ThrowIfMissing(inputs);
        return inputs;
    }

    public static Option<string> MakeEdits() => Check(
        Make("--extra-options", "What is done to the subwords, in this order, with colons between: bos, eos, reverse, unk.", "LIST", ""),
        text => ParseEdits(text) is not null,
        $"some of {string.Join(", ", Edits.Keys)} with colons between them");

    /// <summary>The edits that a value names; null when it names others.</summary>
    public static IReadOnlyList<SequenceEdit>? ParseEdits(string? text)
    {
        string[] names = text?.Split(':', StringSplitOptions.RemoveEmptyEntries) ?? [];
        return Array.TrueForAll(names, Edits.ContainsKey) ? Array.ConvertAll(names, name => Edits[name]) : null;
    }
}
