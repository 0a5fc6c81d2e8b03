using System.Globalization;
using Nmt.Plots;

namespace Nmt.Cli.Commands;

/// <summary>A folder of heatmaps and their index.</summary>
internal sealed class AttentionPictures
{
    private readonly string _folder;
    private readonly bool _mergesWords;
    private readonly List<HeatmapIndexEntry> _entries = [];

    public AttentionPictures(string folder, bool mergesWords)
    {
        (_folder, _mergesWords) = (folder, mergesWords);
        Directory.CreateDirectory(folder);
    }

    public int Count => _entries.Count;

    /// <summary>Writes one SVG.</summary>
    public void Write(AttendedSentence sentence)
    {
        string title = string.Create(CultureInfo.InvariantCulture, $"Sentence {sentence.Number}");
        var matrix = new AttentionMatrix(title, sentence.SourcePieces, sentence.TargetPieces, sentence.Weights);
        string name = string.Create(CultureInfo.InvariantCulture, $"sentence-{sentence.Number:D4}.svg");
        File.WriteAllText(Path.Combine(_folder, name), AttentionHeatmap.Render(_mergesWords ? matrix.MergeWords() : matrix));
        _entries.Add(new HeatmapIndexEntry(title, sentence.Source, sentence.Target, name));
    }

    /// <summary>Writes the index; returns its path.</summary>
    public string WriteIndex()
    {
        string path = Path.Combine(_folder, "index.html");
        File.WriteAllText(path, HeatmapIndex.Render("Attention", _entries));
        return path;
    }
}
