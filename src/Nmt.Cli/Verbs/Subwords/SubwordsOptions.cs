using System.CommandLine;
using System.Globalization;
using System.Text;
using Nmt.Cli.Console;
using Nmt.Cli.Options;
using Nmt.Text.Subwords;
using Nmt.Text.Subwords.LineFilters;

namespace Nmt.Cli.Verbs.Subwords;

/// <summary>Options that the verbs for subwords share; each also goes by SentencePiece's spelling, with underscores.</summary>
internal static class SubwordsOptions
{
    private static readonly Dictionary<string, SequenceEdit> Edits = new(StringComparer.Ordinal)
    {
        ["bos"] = SequenceEdit.Bos, ["eos"] = SequenceEdit.Eos, ["reverse"] = SequenceEdit.Reverse,
        ["unk"] = SequenceEdit.Unknown, ["unk_piece"] = SequenceEdit.Unknown,
    };

    /// <summary>Creates an option that has both spellings.</summary>
    public static Option<T> Create<T>(string name, string description, string helpName)
    {
        var option = new Option<T>(name) { Description = description, HelpName = helpName };
        string underscored = "--" + name[2..].Replace('-', '_');
        if (underscored != name)
        {
            option.Aliases.Add(underscored);
        }

        return option;
    }

    /// <summary>Creates an option with a default.</summary>
    public static Option<T> Create<T>(string name, string description, string helpName, T defaultValue)
    {
        var option = Create<T>(name, description, helpName);
        option.DefaultValueFactory = _ => defaultValue;
        return option;
    }

    /// <summary>Creates the option for how much is said; SentencePiece's tools have it.</summary>
    public static Option<int> CreateLogLevel() => Check(
        Create("--minloglevel", "What is said on standard error: 0 all, 1 warnings and errors, 2 errors.", "N", 0),
        level => level >= 0, "a whole number of at least 0");

    /// <summary>Creates an option that takes one of a few words.</summary>
    public static Option<string> CreateChoice(string name, string description, string defaultValue, params string[] values)
    {
        var option = Create(name, description, string.Join('|', values), defaultValue);
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

    public static Option<string> CreateModel()
    {
        var option = Create<string>("--model", "The subword model: of SentencePiece, a tiktoken file, vocab.json with merges.txt beside it, or WordPiece's vocab.txt.", "FILE");
        option.Required = true;
        return RequireFile(option);
    }

    public static Option<string> RequireFile(Option<string> option) => Check(option, File.Exists, "a file that exists");

    public static Option<string> CreateOutput()
    {
        var option = Create<string>("--output", "Where the result goes, whole or not at all; by default standard output.", "FILE");
        return Check(option, path => Directory.Exists(Path.GetDirectoryName(Path.GetFullPath(path))), "a path in a folder that exists");
    }

    public static Option<string> CreateInput() => Create<string>("--input", "Another way to name the text.", "FILE");

    public static Argument<string[]> CreateFiles(string description) =>
        InputFiles.CreateArgument("FILES", description, ArgumentArity.ZeroOrMore);

    /// <summary>The files that a command line names as text.</summary>
    /// <exception cref="UsageException">When one is missing.</exception>
    public static string[] Inputs(string[]? files, string? input)
    {
        string[] inputs = input is null ? files ?? [] : [input, .. files ?? []];
        InputFiles.ThrowIfMissing(inputs);
        return inputs;
    }

    public static Option<string> CreateEdits() => Check(
        Create("--extra-options", "What is done to the subwords, in this order, with colons between: bos, eos, reverse, unk.", "LIST", ""),
        text => ParseEdits(text) is not null,
        $"some of {string.Join(", ", Edits.Keys)} with colons between them");

    /// <summary>The edits that a value names; null when it names others.</summary>
    public static IReadOnlyList<SequenceEdit>? ParseEdits(string? text)
    {
        string[] names = text?.Split(':', StringSplitOptions.RemoveEmptyEntries) ?? [];
        return Array.TrueForAll(names, Edits.ContainsKey) ? Array.ConvertAll(names, name => Edits[name]) : null;
    }
}

/// <summary>The option that says how text is prepared for a model that is not SentencePiece's, and loading with it.</summary>
internal static class SubwordModelOptions
{
    public static Option<string?> CreatePreTokenizer()
    {
        var option = SubwordsOptions.Create<string?>(
            "--pre-tokenizer",
            $"How text is prepared for a model of another family than SentencePiece: {string.Join(", ", Names)}; by default as its files suggest.",
            "NAME");
        option.Validators.Add(result =>
        {
            if (result.Tokens.Count == 1 && !Names.Contains(result.Tokens[0].Value))
            {
                result.AddError($"{option.Name}: expected one of {string.Join(", ", Names)}; got '{result.Tokens[0].Value}'");
            }
        });
        return option;
    }

    /// <summary>What the option's value means.</summary>
    public static PreTokenizerKind? Parse(string? name) => name is null ? null : Enum.GetValues<PreTokenizerKind>().First(kind => kind.ConfigName() == name);

    /// <summary>Creates a model's tokenizer.</summary>
    /// <exception cref="UsageException">When the pre-tokenizer is one of another family.</exception>
    public static ITokenizer CreateTokenizer(ISubwordModel model, PreTokenizerKind? preTokenizer) =>
        PreTokenizers.Problem(model.Family, preTokenizer) is { } problem
            ? throw new UsageException($"--pre-tokenizer: {problem}")
            : model.CreateTokenizer(preTokenizer);

    private static IEnumerable<string> Names => Enum.GetValues<PreTokenizerKind>().Select(kind => kind.ConfigName());
}

/// <summary>Lists as in SentencePiece's options: separated by commas, with double quotes around an item that has a comma.</summary>
internal static class CommaSeparated
{
    private const char Quote = '"';

    /// <summary>The items; a trailing comma adds none.</summary>
    public static string[] Split(string list)
    {
        var items = new List<string>();
        for (int start = 0; start < list.Length;)
        {
            items.Add(Item(list, start, out int end));
            start = end + 1;
        }

        return [.. items];
    }

    /// <summary>The item that begins at a position, and the position of the comma after it.</summary>
    private static string Item(string list, int start, out int end)
    {
        if (list[start] != Quote)
        {
            end = Comma(list, start);
            return list[start..end];
        }

        // Two quotes inside quotes are one; text between the closing quote and the comma is ignored.
        var item = new StringBuilder();
        int position = start + 1;
        for (; position < list.Length; position++)
        {
            if (list[position] == Quote)
            {
                position++;
                if (position >= list.Length || list[position] != Quote)
                {
                    break;
                }
            }

            item.Append(list[position]);
        }

        end = position < list.Length ? Comma(list, position) : list.Length;
        return item.ToString();
    }

    private static int Comma(string list, int start) => list.IndexOf(',', start) is >= 0 and var position ? position : list.Length;
}
