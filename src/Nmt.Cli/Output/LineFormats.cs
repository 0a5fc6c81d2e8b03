using System.Globalization;
using Nmt.Translation;

namespace Nmt.Cli.Output;

/// <summary>The forms of results as plain text. Each method writes the whole lines of one result and does not flush.</summary>
internal static class LineFormats
{
    /// <summary>The best translation.</summary>
    public static void WriteText(TextWriter output, TranslationResult result)
    {
        output.Write(SingleLine(result.Text));
        output.Write('\n');
    }

    /// <summary>
    /// The best translation after its scores: <c>log-probability TAB score TAB translation</c>. Where there is no translation
    /// both are 0, so that the columns stay numbers.
    /// </summary>
    public static void WriteScored(TextWriter output, TranslationResult result) => output.Write(string.Create(
        CultureInfo.InvariantCulture,
        $"{result.Best?.LogProbability ?? 0:F4}\t{result.Best?.Score ?? 0:F4}\t{SingleLine(result.Text)}\n"));

    /// <summary>The log-probability of a given translation and nothing else; 0 where both sides are blank.</summary>
    public static void WriteLogProbability(TextWriter output, TranslationResult result) =>
        output.Write(string.Create(CultureInfo.InvariantCulture, $"{result.Best?.LogProbability ?? 0:F4}\n"));

    /// <summary>
    /// N-best lists in the form that Moses made usual: <c>number ||| translation ||| log-probability ||| score</c>, numbers of
    /// lines from 0. A blank line has one empty translation, so that no number is missing.
    /// </summary>
    public static void WriteNBest(TextWriter output, TranslationResult result)
    {
        foreach (var hypothesis in result.Hypotheses.DefaultIfEmpty())
        {
            output.Write(string.Create(
                CultureInfo.InvariantCulture,
                $"{result.Request.Number - 1} ||| {SingleLine(hypothesis?.Text ?? "")} ||| {hypothesis?.LogProbability ?? 0:F4} ||| {hypothesis?.Score ?? 0:F4}\n"));
        }
    }

    /// <summary>
    /// The text with spaces for its line feeds and carriage returns: a model with byte pieces can generate them, and one result
    /// would be read as two lines.
    /// </summary>
    private static string SingleLine(string text) => text.AsSpan().ContainsAny('\n', '\r') ? text.Replace('\n', ' ').Replace('\r', ' ') : text;
}
