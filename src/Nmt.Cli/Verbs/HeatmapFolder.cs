using System.Globalization;
using Nmt.Cli.Output;
using Nmt.Model.Scoring;
using Nmt.Plots;

namespace Nmt.Cli.Verbs;

/// <summary>A folder of heatmaps and their index.</summary>
internal sealed class HeatmapFolder
{
    private const string IndexName = "index.html";

    private readonly string _folder;
    private readonly bool _mergesWords;
    private readonly List<HeatmapIndexEntry> _entries = [];

    public HeatmapFolder(string folder, bool mergesWords)
    {
        (_folder, _mergesWords) = (folder, mergesWords);
        Directory.CreateDirectory(folder);
    }

    /// <summary>The files that heatmaps of this many sentences may overwrite.</summary>
    public static IEnumerable<string> Files(string folder, int sentences) =>
        Enumerable.Range(1, sentences).Select(SvgName).Append(IndexName).Select(name => Path.Combine(folder, name));

    public int Count => _entries.Count;

    /// <summary>Writes one SVG.</summary>
    /// <param name="number">Line number, from 1.</param>
    /// <param name="source">Source text.</param>
    /// <param name="target">Target text.</param>
    /// <param name="attention">The attention between their subwords.</param>
    public void Write(int number, string source, string target, SentenceAttention attention)
    {
        string title = string.Create(CultureInfo.InvariantCulture, $"Sentence {number}");
        var matrix = AttentionMatrices.Create(title, attention);
        string name = SvgName(number);
        WriteWhole(Path.Combine(_folder, name), AttentionHeatmap.Render(_mergesWords ? matrix.MergeWords() : matrix));
        _entries.Add(new HeatmapIndexEntry(title, source, target, name)
        {
            UnknownSource = AttentionMatrices.Unknown(attention.Source), UnknownTranslation = AttentionMatrices.Unknown(attention.Target),
        });
    }

    /// <summary>Writes the index; returns its path.</summary>
    public string WriteIndex()
    {
        string path = Path.Combine(_folder, IndexName);
        WriteWhole(path, HeatmapIndex.Render("Attention", _entries));
        return path;
    }

    /// <summary>Writes a file that appears whole or not at all.</summary>
    private static void WriteWhole(string path, string text)
    {
        using var file = ResultFile.Open(path, TextWriter.Null);
        file.Writer.Write(text);
        file.Complete();
    }

    private static string SvgName(int number) => string.Create(CultureInfo.InvariantCulture, $"sentence-{number:D4}.svg");
}
