using System.CommandLine;
using Nmt.Text.Tokenization;

namespace Nmt.Cli.Commands.Subwords;

/// <summary>The option that says how text is prepared for a model that is not SentencePiece's, and loading with it.</summary>
internal static class SubwordModelOptions
{
    public static Option<string?> MakePreTokenizer()
    {
        var option = SubwordsOptions.Make<string?>(
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
