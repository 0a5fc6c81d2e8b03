using System.Globalization;
using Nmt.Cli.Console;
using Nmt.Cli.Output;
using Nmt.Model.Scoring;
using Nmt.Plots;

namespace Nmt.Cli.Verbs;

/// <summary>A folder of heatmaps and their index.</summary>
internal sealed class HeatmapFolder
{
    private const string IndexName = "index.html";

    private readonly string _folder;
    private readonly PlottedModel _model;
    private readonly List<HeatmapIndexEntry> _entries = [];

    public HeatmapFolder(string folder, PlottedModel model)
    {
        (_folder, _model) = (folder, model);
        Directory.CreateDirectory(folder);
    }

    /// <summary>The files that heatmaps of this many sentences, each with so many translations, may overwrite.</summary>
    public static IEnumerable<string> Files(string folder, int sentences, int translations) => Enumerable.Range(1, sentences)
        .SelectMany(number => Enumerable.Range(1, translations).Select(rank => SvgName(number, rank)))
        .Append(IndexName).Select(name => Path.Combine(folder, name));

    /// <summary>Whether words are shown instead of subwords.</summary>
    public bool MergesWords { get; init; }

    /// <summary>Where the source begins.</summary>
    public SourceDirection Direction { get; init; }

    public int Count => _entries.Count;

    /// <summary>Writes one SVG.</summary>
    /// <param name="number">Line number, from 1.</param>
    /// <param name="source">Source text.</param>
    /// <param name="translation">The translation.</param>
    /// <param name="attention">The attention between their subwords.</param>
    public void Write(int number, string source, TranslationToPlot translation, SentenceAttention attention)
    {
        string name = SvgName(number, translation.Rank);
        var entry = new HeatmapIndexEntry(number, source, translation.Text, name)
        {
            Rank = translation.Rank, IsGiven = translation.IsGiven, Score = translation.Score,
            // Without the ends of sentence.
            SourceLength = attention.Source.Count - 1, TargetLength = attention.Target.Count - 1,
            UnknownSource = AttentionMatrices.Unknown(attention.Source), UnknownTranslation = AttentionMatrices.Unknown(attention.Target),
        };
        var matrix = (AttentionMatrices.Create(entry.Title, attention) ?? throw new UsageException($"{_model.Name} has no attention to plot")) with
        {
            Caption = _model.Caption(translation), SourceText = source, TargetText = translation.Text, Direction = Direction,
        };
        WriteWhole(Path.Combine(_folder, name), AttentionHeatmap.Render(MergesWords ? matrix.MergeDictionaryWords() : matrix));
        _entries.Add(entry);
    }

    /// <summary>Writes the index; returns its path.</summary>
    public string WriteIndex()
    {
        string path = Path.Combine(_folder, IndexName);
        WriteWhole(path, HeatmapIndex.Render($"Attention of {_model.Name}", _entries));
        return path;
    }

    /// <summary>Writes a file that appears whole or not at all.</summary>
    private static void WriteWhole(string path, string text)
    {
        using var file = ResultFile.Open(path, TextWriter.Null);
        file.Writer.Write(text);
        file.Complete();
    }

    private static string SvgName(int number, int rank) =>
        string.Create(CultureInfo.InvariantCulture, $"sentence-{number:D4}{(rank > 1 ? $"-{rank}" : "")}.svg");
}

/// <summary>The model of a folder of heatmaps.</summary>
/// <param name="Run">The folder of its run.</param>
/// <param name="Update">The update that its weights are from.</param>
internal sealed record PlottedModel(string Run, long Update)
{
    /// <summary>The name of the run's folder.</summary>
    public string Name => Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(Run)));

    /// <summary>The line below the title of a heatmap.</summary>
    public string Caption(TranslationToPlot translation) => string.Create(
        CultureInfo.InvariantCulture,
        $"{Name}, update {Update}; {(translation.IsGiven ? "given translation" : "translation")} with score {translation.Score:0.00;\u22120.00}");
}
