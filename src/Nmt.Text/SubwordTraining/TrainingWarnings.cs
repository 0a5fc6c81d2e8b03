using System.Globalization;
using Nmt.Text.SubwordTraining.Input;
using Nmt.Text.Subwords;
using Nmt.Text.Subwords.SentencePiece;

namespace Nmt.Text.SubwordTraining;

/// <summary>Messages about text that a new subword model leaves out. They name the settings as the user knows them.</summary>
internal static class TrainingWarnings
{
    /// <summary>Says how many lines are longer than the limit; no message if there are none.</summary>
    public static IEnumerable<string> LeftOutLines(TrainingLines lines, SubwordTrainingOptions options)
    {
        if (lines.TooLong > 0)
        {
            string first = lines.FirstTooLong is { } place ? $"; the first is {place}" : "";
            yield return string.Create(
                CultureInfo.InvariantCulture,
                $"{lines.TooLong} of {lines.Read} lines are longer than {options.MaxSentenceBytes} bytes and left out of the subword model{first} ({options.Names.MaxLineBytes})");
        }
    }

    /// <summary>Says why there is no text at all.</summary>
    public static string NoText(TrainingLines lines, SubwordTrainingOptions options)
    {
        string reason = lines.Read == 0 ? "the input is empty"
            : lines.TooLong == 0 ? string.Create(CultureInfo.InvariantCulture, $"none of the {lines.Read} lines contains text")
            : string.Create(
                CultureInfo.InvariantCulture,
                $"{lines.TooLong} of {lines.Read} lines are longer than {options.MaxSentenceBytes} bytes{(lines.TooLong == lines.Read ? "" : ", the others contain no text")}; raise {options.Names.MaxLineBytes}");
        return $"there is no text to train a subword model on: {reason}";
    }

    /// <summary>Finds user-defined symbols that the model never produces, wherever they occur in a text.</summary>
    public static IEnumerable<string> UnusableSymbols(SentencePieceModel model, SubwordTrainingOptions options)
    {
        if (options.UserDefinedSymbols.Count == 0)
        {
            yield break;
        }

        var tokenizer = new SentencePieceTokenizer(model);
        foreach (string symbol in options.UserDefinedSymbols.Where(symbol => !IsFound(symbol, tokenizer)))
        {
            string advice = symbol.Contains(' ', StringComparison.Ordinal)
                ? $"it contains a space; write '{symbol.Replace(' ', WordBoundaryMark.Character)}', with U+2581 for each space"
                : "another symbol or the normalization takes its text; remove or change it";
            yield return $"the symbol '{symbol}' is never found in text: {advice} ({options.Names.Symbols})";
        }
    }

    /// <summary>Whether a symbol is a piece in any of its positions: alone, as a word among others, or inside a word.</summary>
    private static bool IsFound(string symbol, SentencePieceTokenizer tokenizer)
    {
        string text = symbol.Replace(WordBoundaryMark.Character, ' ');
        string[] contexts = [text, $"a {text} a", $"a{text}a"];
        return contexts.Any(context => tokenizer.EncodeAsPieces(context).Any(piece => piece == symbol || piece == WordBoundaryMark.Character + symbol));
    }
}
