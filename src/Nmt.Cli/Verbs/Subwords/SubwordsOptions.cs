using System.CommandLine;
using System.Globalization;
using System.Text;
using Nmt.Cli.Console;
using Nmt.Cli.Options;
using Nmt.Cli.Output;
using Nmt.Text.Subwords;
using Nmt.Text.Subwords.LineFilters;

namespace Nmt.Cli.Verbs.Subwords;

/// <summary>Options shared by the subword verbs; each also accepts SentencePiece's spelling with underscores.</summary>
internal static class SubwordsOptions
{
    private static readonly Dictionary<string, SequenceEdit> Edits = new(StringComparer.Ordinal)
    {
        ["bos"] = SequenceEdit.Bos, ["eos"] = SequenceEdit.Eos, ["reverse"] = SequenceEdit.Reverse,
        ["unk"] = SequenceEdit.Unknown, ["unk_piece"] = SequenceEdit.Unknown,
    };

    /// <summary>Creates an option with both spellings.</summary>
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

    /// <summary>Creates SentencePiece's option for the log level.</summary>
    public static Option<int> CreateLogLevel() => Check(
        Create("--minloglevel", "What is logged on standard error: 0 everything, 1 warnings and errors, 2 errors only.", "N", 0),
        level => level >= 0, "a whole number of at least 0");

    /// <summary>Creates an option that accepts one of a fixed set of words.</summary>
    public static Option<string> CreateChoice(string name, string description, string defaultValue, params string[] values)
    {
        var option = Create(name, description, string.Join('|', values), defaultValue);
        option.CompletionSources.Add(values);
        return Check(option, value => values.Contains(value, StringComparer.Ordinal), $"one of {string.Join(", ", values)}");
    }

    /// <summary>Parses and checks an option's value in one step, so that any invalid value gets the same message.</summary>
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
        var option = Create<string>("--model", "Subword model: a SentencePiece model, a tiktoken file, vocab.json with merges.txt next to it, or WordPiece's vocab.txt.", "FILE");
        option.Required = true;
        return RequireFile(option);
    }

    public static Option<string> RequireFile(Option<string> option) => Check(option, File.Exists, "a file that exists");

    public static Option<string> CreateOutput()
    {
        var option = Create<string>("--output", "Output file, written completely or not at all; by default standard output.", "FILE");
        OutputFiles.RequireFile(option);
        return option;
    }

    /// <summary>Rejects an output that would overwrite an input.</summary>
    /// <param name="output">The file of <c>--output</c>; null for standard output.</param>
    /// <param name="texts">The texts; standard input if there are none.</param>
    /// <param name="others">Other files that are read.</param>
    /// <exception cref="UsageException">When it would.</exception>
    public static void ThrowIfOverwriting(string? output, string[] texts, params IEnumerable<string?> others) => OutputFiles.ThrowIfOverwriting(
        OutputFile.OfResults(output) is { } file ? [file] : [],
        [.. OutputFiles.InputsOf(texts), .. others.OfType<string>().SelectMany(SubwordFiles.PartsOf)]);

    public static Option<string> CreateInput() => Create<string>("--input", "Input file, read before FILES.", "FILE");

    public static Argument<string[]> CreateFiles(string description) =>
        InputFiles.CreateArgument("FILES", description, ArgumentArity.ZeroOrMore);

    /// <summary>The input files of a command line.</summary>
    /// <exception cref="UsageException">When one is missing.</exception>
    public static string[] Inputs(string[]? files, string? input)
    {
        string[] inputs = input is null ? files ?? [] : [input, .. files ?? []];
        InputFiles.ThrowIfMissing(inputs);
        return inputs;
    }

    public static Option<string> CreateEdits() => Check(
        Create("--extra-options", "Edits of the subword sequence, in this order, separated by colons: bos, eos, reverse, unk.", "LIST", ""),
        text => ParseEdits(text) is not null,
        $"a colon-separated list of {string.Join(", ", Edits.Keys)}");

    /// <summary>Parses a list of edits; null if one is unknown.</summary>
    public static IReadOnlyList<SequenceEdit>? ParseEdits(string? text)
    {
        string[] names = text?.Split(':', StringSplitOptions.RemoveEmptyEntries) ?? [];
        return Array.TrueForAll(names, Edits.ContainsKey) ? Array.ConvertAll(names, name => Edits[name]) : null;
    }
}

/// <summary>The option for the pre-tokenizer of models other than SentencePiece, and the creation of their tokenizers.</summary>
internal static class SubwordModelOptions
{
    public static Option<string?> CreatePreTokenizer()
    {
        var option = SubwordsOptions.Create<string?>(
            "--pre-tokenizer",
            $"Pre-tokenizer of a model other than SentencePiece: {string.Join(", ", Names)}; by default inferred from the model's files.",
            "NAME");
        option.CompletionSources.Add([.. Names]);
        option.Validators.Add(result =>
        {
            if (result.Tokens.Count == 1 && !Names.Contains(result.Tokens[0].Value))
            {
                result.AddError($"{option.Name}: expected one of {string.Join(", ", Names)}; got '{result.Tokens[0].Value}'");
            }
        });
        return option;
    }

    /// <summary>Parses the option's value.</summary>
    public static PreTokenizerKind? Parse(string? name) => name is null ? null : Enum.GetValues<PreTokenizerKind>().First(kind => kind.ConfigName() == name);

    /// <summary>Creates a model's tokenizer.</summary>
    /// <exception cref="UsageException">When the pre-tokenizer belongs to another family.</exception>
    public static ITokenizer CreateTokenizer(ISubwordModel model, PreTokenizerKind? preTokenizer) =>
        PreTokenizers.Problem(model.Family, preTokenizer) is { } problem
            ? throw new UsageException($"--pre-tokenizer: {problem}")
            : model.CreateTokenizer(preTokenizer);

    private static IEnumerable<string> Names => Enum.GetValues<PreTokenizerKind>().Select(kind => kind.ConfigName());
}

/// <summary>Lists as in SentencePiece's options: separated by commas, with double quotes around an item that contains a comma.</summary>
internal static class CommaSeparated
{
    private const char Quote = '"';

    /// <summary>Splits a list into its items; a trailing comma adds no item.</summary>
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

    /// <summary>Returns the item that starts at a position, and the position of the comma after it.</summary>
    private static string Item(string list, int start, out int end)
    {
        if (list[start] != Quote)
        {
            end = NextComma(list, start);
            return list[start..end];
        }

        // Two quotes inside quotes mean one; text between the closing quote and the comma is ignored.
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

        end = position < list.Length ? NextComma(list, position) : list.Length;
        return item.ToString();
    }

    private static int NextComma(string list, int start) => list.IndexOf(',', start) is >= 0 and var position ? position : list.Length;
}
