using System.Globalization;
using System.Text;

namespace Nmt.Plots.Comparison;

/// <summary>Writes a self-contained page that compares translations sentence by sentence.</summary>
public static class ComparisonPage
{
    private const int ListedSentences = 20;

    private const string Style =
        """
        body { font-family: system-ui, sans-serif; margin: 2rem auto; max-width: 72rem; padding: 0 1rem; color: #1b2733; }
        table { border-collapse: collapse; }
        th, td { border-bottom: 1px solid #d5dbe1; padding: .3rem .8rem; text-align: start; vertical-align: top; }
        td.number { text-align: end; font-variant-numeric: tabular-nums; white-space: nowrap; }
        section { border-top: 1px solid #d5dbe1; padding: .5rem 0 1rem; }
        section table { width: 100%; }
        section th { font-weight: normal; color: #6b7885; width: 12rem; overflow-wrap: anywhere; }
        td.text { overflow-wrap: anywhere; white-space: pre-wrap; }
        mark { background: none; color: inherit; }
        mark.wrong { background: #fbdcd7; }
        mark.missed { background: #d9ecff; }
        mark.own { text-decoration: underline 2px #b8860b; }
        footer, .signature { color: #6b7885; font-size: .85rem; }
        """;

    /// <summary>Renders the page.</summary>
    /// <param name="comparison">What it shows.</param>
    /// <returns>The text of an HTML file that is well-formed XML too, lines ending in <c>\n</c>.</returns>
    public static string Render(SystemComparison comparison)
    {
        ArgumentNullException.ThrowIfNull(comparison);
        var page = new StringBuilder();
        string title = DisplayText.Escaped(comparison.Title);
        page.Append("<!DOCTYPE html>\n<html lang=\"en\" xmlns=\"http://www.w3.org/1999/xhtml\">\n<head>\n<meta charset=\"utf-8\"/>\n");
        page.Append("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"/>\n");
        page.Append(CultureInfo.InvariantCulture, $"<title>{title}</title>\n<style>\n{Style.ReplaceLineEndings("\n")}\n</style>\n</head>\n<body>\n");
        page.Append(CultureInfo.InvariantCulture, $"<h1 dir=\"auto\">{title}</h1>\n");
        AppendSystems(page, comparison);
        AppendLegend(page, comparison);
        foreach (var sentence in comparison.Sentences.OrderBy(sentence => sentence.Number))
        {
            AppendSentence(page, sentence, comparison.Systems);
        }

        return page.Append("</body>\n</html>\n").ToString();
    }

    private static void AppendSystems(StringBuilder page, SystemComparison comparison)
    {
        bool isCompared = comparison.Systems.Count > 1;
        page.Append("<table>\n<tr><th>System</th>");
        foreach (var (name, _) in comparison.Metrics)
        {
            page.Append(CultureInfo.InvariantCulture, $"<th>{DisplayText.Escaped(name)}</th>");
        }

        page.Append(isCompared ? "<th>Sentences better than the first system's</th><th>worse</th></tr>\n" : "</tr>\n");
        foreach (var (system, index) in comparison.Systems.Select((system, i) => (system, i)))
        {
            page.Append(CultureInfo.InvariantCulture, $"<tr><th><bdi>{DisplayText.Escaped(system.Name)}</bdi></th>");
            foreach (string score in system.Scores)
            {
                page.Append(CultureInfo.InvariantCulture, $"<td class=\"number\">{DisplayText.Escaped(score)}</td>");
            }

            page.Append(
                !isCompared ? ""
                : index == 0 ? "<td></td><td></td>"
                : $"<td class=\"number\">{system.Better}</td><td class=\"number\">{system.Worse}</td>");
            page.Append("</tr>\n");
        }

        page.Append("</table>\n");
        foreach (var (name, signature) in comparison.Metrics)
        {
            page.Append(CultureInfo.InvariantCulture, $"<p class=\"signature\">{DisplayText.Escaped(name)}: {DisplayText.Escaped(signature)}</p>\n");
        }
    }

    private static void AppendLegend(StringBuilder page, SystemComparison comparison)
    {
        string choice = comparison.Systems.Count > 1 ? "on which the systems differ most" : "with the lowest scores";
        string shown = comparison.Sentences.Count == comparison.SentenceCount
            ? $"All {comparison.SentenceCount} sentences"
            : $"The {comparison.Sentences.Count} of {comparison.SentenceCount} sentences {choice}";
        string sentenceMetric = DisplayText.Escaped(comparison.SentenceMetric);
        page.Append(CultureInfo.InvariantCulture, $"<p>{shown}, each translation with its {sentenceMetric}. ");
        page.Append("<mark class=\"wrong\">Not in the reference</mark>; <mark class=\"missed\">in no translation</mark>");
        page.Append(comparison.Systems.Count > 1
            ? "; <mark class=\"own\">not in the first system's translation</mark> (for the first system: not in the second's).</p>\n"
            : ".</p>\n");
        page.Append("<nav>").Append(comparison.Systems.Count > 1 ? "Largest differences:" : "Lowest scores:");
        foreach (var sentence in comparison.Sentences.Take(ListedSentences))
        {
            page.Append(CultureInfo.InvariantCulture, $" <a href=\"#s{sentence.Number}\">{sentence.Number}</a>");
        }

        page.Append("</nav>\n");
    }

    private static void AppendSentence(StringBuilder page, ComparedSentence sentence, IReadOnlyList<ComparedSystem> systems)
    {
        page.Append(CultureInfo.InvariantCulture, $"<section id=\"s{sentence.Number}\">\n<h2>{sentence.Number}</h2>\n<table>\n");
        if (sentence.Source is { } source)
        {
            AppendRow(page, "Source", DisplayText.Escaped(source), "");
        }

        string[] hypotheses = [.. sentence.Hypotheses.Select(hypothesis => hypothesis.Text)];
        foreach (string reference in sentence.References)
        {
            AppendRow(page, "Reference", MarkedText.Reference(reference, hypotheses), "");
        }

        for (int i = 0; i < systems.Count; i++)
        {
            string? other = systems.Count == 1 ? null : hypotheses[i == 0 ? 1 : 0];
            AppendRow(
                page, $"<bdi>{DisplayText.Escaped(systems[i].Name)}</bdi>", MarkedText.Hypothesis(hypotheses[i], sentence.References, other),
                sentence.Hypotheses[i].Score.ToString("F1", CultureInfo.InvariantCulture));
        }

        page.Append("</table>\n</section>\n");
    }

    // The language is not known here; lang="" stops the browser from taking it for the page's English.
    private static void AppendRow(StringBuilder page, string label, string text, string score) => page.Append(
        CultureInfo.InvariantCulture,
        $"<tr><th>{label}</th><td class=\"text\" lang=\"\" dir=\"auto\">{text}</td><td class=\"number\">{score}</td></tr>\n");
}

/// <summary>What a comparison page shows.</summary>
/// <param name="Title">Heading of the page.</param>
/// <param name="Metrics">Names of the metrics, each with a note such as its signature.</param>
/// <param name="Systems">The systems; the others are compared with the first.</param>
/// <param name="SentenceMetric">Name of the sentence-level metric.</param>
/// <param name="SentenceCount">Number of sentences in the whole corpus, shown or not.</param>
/// <param name="Sentences">The sentences to show, the most interesting first.</param>
public sealed record SystemComparison(
    string Title, IReadOnlyList<(string Name, string Signature)> Metrics, IReadOnlyList<ComparedSystem> Systems,
    string SentenceMetric, int SentenceCount, IReadOnlyList<ComparedSentence> Sentences);

/// <summary>A system of a comparison.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Scores">Its formatted scores, one per metric.</param>
/// <param name="Better">Number of sentences that score higher than the first system's.</param>
/// <param name="Worse">Number of sentences that score lower than the first system's.</param>
public sealed record ComparedSystem(string Name, IReadOnlyList<string> Scores, int Better, int Worse);

/// <summary>A sentence of a comparison.</summary>
/// <param name="Number">Its line, from 1.</param>
/// <param name="Source">The source sentence; null if unknown.</param>
/// <param name="References">The reference translations, at least one.</param>
/// <param name="Hypotheses">The translations, one per system, in the same order as the systems.</param>
public sealed record ComparedSentence(
    int Number, string? Source, IReadOnlyList<string> References, IReadOnlyList<ComparedHypothesis> Hypotheses);

/// <summary>One system's translation of a sentence.</summary>
/// <param name="Text">The translation.</param>
/// <param name="Score">Its score, from 0 to 100.</param>
public sealed record ComparedHypothesis(string Text, double Score);
