using System.Security.Cryptography;
using System.Text;

namespace Nmt.Plots.Interactive;

/// <summary>Writes a page that shows the attention of many sentences, and of one or several models, word by word.</summary>
/// <remarks>
/// One file that needs no server, no network and no library. Its policy (<c>Content-Security-Policy</c>) allows only its own script and
/// style, named by their hashes; sentences are data, which the script adds to the page as text.
/// </remarks>
public sealed class AttentionPage
{
    private static readonly Lazy<string> Style = new(() => "\n" + Resource("attention.css"));

    // The marks make the page well-formed XML too.
    private static readonly Lazy<string> Script = new(() => $"\n//<![CDATA[\n{Resource("attention.js")}//]]>\n");

    private readonly List<AttentionPageSystem> _systems = [];

    /// <summary>Adds a model, in the order in which they are shown.</summary>
    public void Add(AttentionPageSystem system)
    {
        ArgumentNullException.ThrowIfNull(system);
        _systems.Add(system);
    }

    /// <summary>Writes the page: HTML, lines ending in <c>\n</c>.</summary>
    /// <param name="title">Heading of the page.</param>
    /// <param name="to">The output, which stays open.</param>
    public void Write(string title, TextWriter to)
    {
        ArgumentNullException.ThrowIfNull(title);
        ArgumentNullException.ThrowIfNull(to);
        string heading = DisplayText.Escaped(title);
        to.Write("<!DOCTYPE html>\n<html lang=\"en\" xmlns=\"http://www.w3.org/1999/xhtml\">\n<head>\n<meta charset=\"utf-8\"/>\n");
        to.Write($"<meta http-equiv=\"Content-Security-Policy\" content=\"{Policy()}\"/>\n");
        to.Write("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"/>\n");
        to.Write($"<title>{heading}</title>\n<style>{Style.Value}</style>\n</head>\n<body>\n<h1 dir=\"auto\">{heading}</h1>\n");
        to.Write(Body);
        to.Write("<script type=\"application/json\" id=\"data\">{\"systems\":[");
        for (int i = 0; i < _systems.Count; i++)
        {
            to.Write(i > 0 ? ",\n" : "\n");
            _systems[i].Write(to);
        }

        to.Write($"]}}</script>\n<script>{Script.Value}</script>\n</body>\n</html>\n");
    }

    private const string Body =
        "<noscript><p>This page needs its script, which uses no network.</p></noscript>\n"
        + "<div id=\"page\" hidden=\"hidden\">\n<nav id=\"sentences\" aria-label=\"Sentences\">\n"
        + "<label>Find <input id=\"filter\" type=\"search\" autocomplete=\"off\" placeholder=\"words or a number\"/></label>\n"
        + "<output id=\"count\" for=\"filter\"></output>\n<ol id=\"list\" role=\"list\"></ol>\n</nav>\n<main>\n"
        + "<form id=\"tools\">\n<button type=\"button\" id=\"previous\">Previous</button>\n<button type=\"button\" id=\"next\">Next</button>\n"
        + "<label>Show <select id=\"unit\"><option value=\"words\">words</option><option value=\"tokens\">subwords</option></select></label>\n</form>\n"
        + "<h2 id=\"heading\"></h2>\n<p id=\"source\" lang=\"\" dir=\"auto\"></p>\n<div id=\"systems\"></div>\n"
        + "<p class=\"help\">Point at a word, or move to it with Tab and the arrow keys: the words that it attends to light up. "
        + "Up and Down move to the word with the largest weight on the other line; Escape clears.</p>\n"
        + "</main>\n</div>\n";

    private static string Policy() =>
        $"default-src 'none'; script-src '{Hash(Script.Value)}'; style-src '{Hash(Style.Value)}'; base-uri 'none'; form-action 'none'";

    private static string Hash(string text) => $"sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(text)))}";

    private static string Resource(string name)
    {
        using var reader = new StreamReader(typeof(AttentionPage).Assembly.GetManifestResourceStream(name)!, Encoding.UTF8);
        return reader.ReadToEnd().ReplaceLineEndings("\n");
    }
}
