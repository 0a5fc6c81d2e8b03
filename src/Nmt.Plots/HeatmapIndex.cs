using System.Globalization;
using System.Text;

namespace Nmt.Plots;

/// <summary>Writes the page that shows all heatmaps of a folder, one section per sentence.</summary>
public static class HeatmapIndex
{
    private const string Style =
        """
        body { font-family: system-ui, sans-serif; margin: 2rem auto; max-width: 72rem; padding: 0 1rem; color: #1b2733; }
        nav { line-height: 1.8; margin-bottom: 2rem; }
        nav a { margin-inline-end: .6rem; }
        section { border-top: 1px solid #d5dbe1; padding: 1rem 0; }
        dl { display: grid; grid-template-columns: max-content 1fr; gap: .3rem 1rem; }
        dt { color: #6b7885; }
        dd { margin: 0; overflow-wrap: anywhere; text-align: start; }
        dd.unknown { color: #a83c00; font-style: italic; }
        dd.unknown bdi { margin-inline-end: .8em; }
        img { max-width: 100%; height: auto; }
        """;

    /// <summary>Renders the page.</summary>
    /// <param name="title">Heading of the page.</param>
    /// <param name="entries">The sentences, in the order in which they are shown.</param>
    /// <returns>The text of an HTML file that is well-formed XML too, lines ending in <c>\n</c>.</returns>
    public static string Render(string title, IReadOnlyList<HeatmapIndexEntry> entries)
    {
        ArgumentNullException.ThrowIfNull(title);
        ArgumentNullException.ThrowIfNull(entries);
        var page = new StringBuilder();
        string heading = DisplayText.Escaped(title);
        page.Append("<!DOCTYPE html>\n<html lang=\"en\" xmlns=\"http://www.w3.org/1999/xhtml\">\n<head>\n<meta charset=\"utf-8\"/>\n");
        page.Append("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"/>\n");
        page.Append("<title>").Append(heading).Append("</title>\n<style>\n").Append(Style.ReplaceLineEndings("\n")).Append("\n</style>\n</head>\n<body>\n");
        page.Append("<h1 dir=\"auto\">").Append(heading).Append("</h1>\n");
        AppendContents(page, entries);
        for (int i = 0; i < entries.Count; i++)
        {
            AppendSection(page, i + 1, entries[i]);
        }

        return page.Append("</body>\n</html>\n").ToString();
    }

    private static void AppendContents(StringBuilder page, IReadOnlyList<HeatmapIndexEntry> entries)
    {
        if (entries.Count == 0)
        {
            page.Append("<p>No sentences.</p>\n");
            return;
        }

        page.Append("<nav>\n");
        for (int i = 0; i < entries.Count; i++)
        {
            page.Append(CultureInfo.InvariantCulture, $"<a href=\"#s{i + 1}\"><bdi>{DisplayText.Escaped(entries[i].Title)}</bdi></a>\n");
        }

        page.Append("</nav>\n");
    }

    private static void AppendSection(StringBuilder page, int number, HeatmapIndexEntry entry)
    {
        string address = Address(entry.ImagePath);
        string title = DisplayText.Escaped(entry.Title);
        page.Append(CultureInfo.InvariantCulture, $"<section id=\"s{number}\">\n<h2 dir=\"auto\">{title}</h2>\n<dl>\n");
        AppendText(page, "Source", entry.Source);
        AppendText(page, "Translation", entry.Translation);
        AppendUnknown(page, "Unknown in the source", entry.UnknownSource);
        AppendUnknown(page, "Unknown in the translation", entry.UnknownTranslation);
        page.Append("</dl>\n");
        // An image shows no tooltips; the link opens the heatmap itself, which does.
        page.Append(CultureInfo.InvariantCulture, $"<a href=\"{address}\"><img src=\"{address}\" alt=\"Attention weights: {title}\" loading=\"lazy\"/></a>\n</section>\n");
    }

    // The language is not known here; lang="" stops the browser from taking it for the page's English.
    private static void AppendText(StringBuilder page, string term, string text) =>
        page.Append(CultureInfo.InvariantCulture, $"<dt>{term}</dt>\n<dd lang=\"\" dir=\"auto\">{DisplayText.Escaped(text)}</dd>\n");

    private static void AppendUnknown(StringBuilder page, string term, IReadOnlyList<string> texts)
    {
        if (texts.Count > 0)
        {
            string items = string.Join(' ', texts.Select(text => $"<bdi>{DisplayText.Escape(DisplayText.FromToken(text))}</bdi>"));
            page.Append(CultureInfo.InvariantCulture, $"<dt>{term}</dt>\n<dd class=\"unknown\" lang=\"\">{items}</dd>\n");
        }
    }

    private static string Address(string path) => string.Join('/', path.Split('/').Select(Segment));

    private static string Segment(string segment) => segment is "." or ".." ? segment : Uri.EscapeDataString(segment);
}

/// <summary>One sentence on the index page of a folder of heatmaps.</summary>
/// <param name="Title">Heading, usually the number of the sentence.</param>
/// <param name="Source">The source sentence.</param>
/// <param name="Translation">The translation.</param>
/// <param name="ImagePath">Path of the heatmap relative to the page, with '/' between folders.</param>
public sealed record HeatmapIndexEntry(string Title, string Source, string Translation, string ImagePath)
{
    /// <summary>Texts of the source that the model does not know.</summary>
    public IReadOnlyList<string> UnknownSource { get; init; } = [];

    /// <summary>Texts of the translation that the model does not know.</summary>
    public IReadOnlyList<string> UnknownTranslation { get; init; } = [];
}
