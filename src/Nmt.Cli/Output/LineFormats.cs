using System.Globalization;
using Nmt.Translation;

namespace Nmt.Cli.Output;

/// <summary>Plain-text formats of results. Each method writes complete lines for one result and does not flush.</summary>
internal static class LineFormats
{
    /// <summary>Writes the best translation.</summary>
    public static void WriteText(TextWriter output, TranslationResult result)
    {
        output.Write(SingleLine(result.Text));
        output.Write('\n');
    }

    /// <summary>
    /// Writes the best translation after its scores: <c>log-probability TAB score TAB translation</c>. Without a translation both
    /// are 0, so that the columns stay numeric.
    /// </summary>
    public static void WriteScored(TextWriter output, TranslationResult result) => output.Write(string.Create(
        CultureInfo.InvariantCulture,
        $"{result.Best?.LogProbability ?? 0:F4}\t{result.Best?.Score ?? 0:F4}\t{SingleLine(result.Text)}\n"));

    /// <summary>Writes only the log-probability of a given translation; 0 if both sides are blank.</summary>
    public static void WriteLogProbability(TextWriter output, TranslationResult result) =>
        output.Write(string.Create(CultureInfo.InvariantCulture, $"{result.Best?.LogProbability ?? 0:F4}\n"));

    /// <summary>
    /// Writes an n-best list in the Moses format: <c>number ||| translation ||| log-probability ||| score</c>, with line numbers
    /// from 0. A blank line has one empty translation, so that no number is missing.
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
    /// Replaces line feeds and carriage returns by spaces: a model with byte pieces can generate them, and one result would be
    /// read as two lines.
    /// </summary>
    private static string SingleLine(string text) => text.AsSpan().ContainsAny('\n', '\r') ? text.Replace('\n', ' ').Replace('\r', ' ') : text;
}
