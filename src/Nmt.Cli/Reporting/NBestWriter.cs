using System.Globalization;
using Nmt.Search;

namespace Nmt.Cli.Reporting;

/// <summary>
/// N-best lists in the form that Moses made usual: <c>number ||| translation ||| log-probability ||| score</c>, numbers of
/// lines from 0. A blank line has one empty translation, so that no number is missing.
/// </summary>
internal static class NBestWriter
{
    public static void Write(TranslatedLine line, TextWriter output)
    {
        if (line.Translations.Count == 0)
        {
            output.Write(string.Create(CultureInfo.InvariantCulture, $"{line.Number - 1} |||  ||| 0.0000 ||| 0.0000\n"));
        }

        foreach (var translation in line.Translations)
        {
            output.Write(string.Create(
                CultureInfo.InvariantCulture,
                $"{line.Number - 1} ||| {translation.Text} ||| {translation.Hypothesis.LogProbability:F4} ||| {translation.Hypothesis.Score:F4}\n"));
        }
    }
}
