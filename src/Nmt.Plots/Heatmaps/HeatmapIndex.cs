using System.Globalization;
using System.Text;

namespace Nmt.Plots.Heatmaps;

/// <summary>Writes the page that lists the heatmaps of a folder, with their sentences.</summary>
/// <remarks>
/// The page needs no server and no network. Without its script it is a list of sentences with links to their heatmaps; the script adds a
/// filter and an order, and shows a heatmap in the page when the reader opens it, so that a page of thousands of them remains light.
/// </remarks>
public static class HeatmapIndex
{
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
        page.Append("<title>").Append(heading).Append("</title>\n<style>\n").Append(IndexParts.Style.ReplaceLineEndings("\n"));
        page.Append("\n</style>\n</head>\n<body>\n<h1 dir=\"auto\">").Append(heading).Append("</h1>\n");
        if (entries.Count == 0)
        {
            return page.Append("<p>No sentences.</p>\n</body>\n</html>\n").ToString();
        }

        page.Append(IndexParts.Tools.ReplaceLineEndings("\n")).Append("\n<ol id=\"sentences\" role=\"list\">\n");
        foreach (var entry in entries)
        {
            AppendEntry(page, entry);
        }

        page.Append("</ol>\n<script>\n").Append(IndexParts.Script.ReplaceLineEndings("\n"));
        return page.Append("\n</script>\n</body>\n</html>\n").ToString();
    }

    private static void AppendEntry(StringBuilder page, HeatmapIndexEntry entry)
    {
        string title = DisplayText.Escaped(entry.Title);
        int unknown = entry.UnknownSource.Count + entry.UnknownTranslation.Count;
        page.Append(CultureInfo.InvariantCulture, $"<li id=\"{entry.Id}\" data-source=\"{entry.SourceLength}\" data-target=\"{entry.TargetLength}\"");
        page.Append(CultureInfo.InvariantCulture, $" data-unknown=\"{unknown}\" data-score=\"{entry.Score:0.####}\">\n<h2>{title}</h2>\n");
        page.Append(CultureInfo.InvariantCulture, $"<p class=\"facts\">score {entry.Score:0.00;\u22120.00}, {entry.SourceLength} to {entry.TargetLength} subwords</p>\n<dl>\n");
        AppendText(page, "Source", entry.Source);
        AppendText(page, entry.IsGiven ? "Given translation" : "Translation", entry.Translation);
        AppendUnknown(page, "Unknown in the source", entry.UnknownSource);
        AppendUnknown(page, "Unknown in the translation", entry.UnknownTranslation);
        // Its own file shows the heatmap where the script does not run.
        page.Append("</dl>\n");
        foreach (var picture in entry.Pictures)
        {
            string name = picture.Name.Length > 0 ? $": {DisplayText.Escaped(picture.Name)}" : "";
            page.Append(CultureInfo.InvariantCulture, $"<details><summary>Attention of {char.ToLowerInvariant(title[0])}{title.AsSpan(1)}{name}</summary>\n");
            page.Append(CultureInfo.InvariantCulture, $"<p><a href=\"{Address(picture.Path)}\">{DisplayText.Escaped(picture.Path)}</a></p>\n</details>\n");
        }

        page.Append("</li>\n");
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

/// <summary>A sentence with one translation on the index page of a folder of heatmaps.</summary>
/// <param name="Number">Number of the sentence, from 1.</param>
/// <param name="Source">The source sentence.</param>
/// <param name="Translation">The translation.</param>
/// <param name="Pictures">Its heatmaps: one, or one for each layer and head.</param>
public sealed record HeatmapIndexEntry(int Number, string Source, string Translation, IReadOnlyList<HeatmapPicture> Pictures)
{
    /// <summary>Creates an entry with one heatmap.</summary>
    public HeatmapIndexEntry(int number, string source, string translation, string imagePath)
        : this(number, source, translation, [new HeatmapPicture(imagePath, "")])
    {
    }

    /// <summary>Rank of the translation among those of the sentence, from 1.</summary>
    public int Rank { get; init; } = 1;

    /// <summary>Whether the translation was given, and not generated by the model.</summary>
    public bool IsGiven { get; init; }

    /// <summary>Score of the translation; higher is better.</summary>
    public double Score { get; init; }

    /// <summary>Number of source subwords.</summary>
    public int SourceLength { get; init; }

    /// <summary>Number of target subwords.</summary>
    public int TargetLength { get; init; }

    /// <summary>Texts of the source that the model does not know.</summary>
    public IReadOnlyList<string> UnknownSource { get; init; } = [];

    /// <summary>Texts of the translation that the model does not know.</summary>
    public IReadOnlyList<string> UnknownTranslation { get; init; } = [];

    /// <summary>What the heatmap and its place on the page are called, such as <c>Sentence 3</c> or <c>Sentence 3, translation 2</c>.</summary>
    public string Title => string.Create(CultureInfo.InvariantCulture, $"Sentence {Number}{(Rank > 1 ? $", translation {Rank}" : "")}");

    /// <summary>The name of its place on the page, for links.</summary>
    internal string Id => string.Create(CultureInfo.InvariantCulture, $"s{Number}{(Rank > 1 ? $"-{Rank}" : "")}");
}

/// <summary>A heatmap of an index page.</summary>
/// <param name="Path">Path relative to the page, with '/' between folders; the end of its name says whether it is SVG or PNG.</param>
/// <param name="Name">What it shows, as in <c>cross-attention, layer 2, head 1</c>; empty if there is only one of its sentence.</param>
public sealed record HeatmapPicture(string Path, string Name);
