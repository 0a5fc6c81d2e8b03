using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Nmt.Cli.Console;
using Nmt.Cli.Output;
using Nmt.Plots;
using Nmt.Plots.Heatmaps;
using Nmt.Plots.Png;
using Serilog;

namespace Nmt.Cli.Verbs.Attention;

/// <summary>A folder of heatmaps, as SVG or PNG, and their index.</summary>
internal sealed partial class HeatmapFolder : IAttentionOutput
{
    private const string IndexName = "index.html";

    private readonly string _folder;
    private readonly AttentionView _view;
    private readonly ILogger _log;
    private readonly double? _scale;
    private readonly HeatmapImages? _images;
    private readonly List<HeatmapIndexEntry> _entries = [];
    private string _name = "";

    /// <summary>Finds the fonts of a PNG; the folder is created with its first file.</summary>
    /// <param name="folder">Its path.</param>
    /// <param name="view">What is shown.</param>
    /// <param name="scale">Pixels of a PNG for each unit of the SVG; null for SVG.</param>
    /// <param name="log">Gets warnings.</param>
    /// <exception cref="UsageException">When PNG cannot be drawn on this system.</exception>
    public HeatmapFolder(string folder, AttentionView view, double? scale, ILogger log)
    {
        (_folder, _view, _scale, _log) = (folder, view, scale, log);
        try
        {
            _images = scale is { } pixels ? new HeatmapImages(pixels) : null;
        }
        catch (PlatformNotSupportedException fault)
        {
            throw new UsageException($"--format png: {fault.Message}; use --format svg");
        }
    }

    /// <summary>
    /// The files that heatmaps of this many sentences, each with so many translations, may overwrite: those of the model's alignment,
    /// and every one among the inputs that has the name of a heatmap.
    /// </summary>
    public static IEnumerable<string> Files(string folder, int sentences, int translations, string extension, IEnumerable<string> inputs) =>
        Enumerable.Range(1, sentences)
            .SelectMany(number => Enumerable.Range(1, translations).Select(rank => FileName(number, rank, suffix: "", extension)))
            .Concat(inputs.SelectMany(path => new[] { path, RealPath.Of(path) }).Select(path => Path.GetFileName(path)!).Where(name => HeatmapName().IsMatch(name)))
            .Append(IndexName).Distinct().Select(name => Path.Combine(folder, name));

    /// <summary>Writes the heatmaps of a pair.</summary>
    public void Write(PlottedModel model, PlottedPair pair)
    {
        _name = model.Name;
        var pictures = new List<HeatmapPicture>();
        foreach (var (selected, matrix) in _view.Matrices(model, pair))
        {
            string name = FileName(pair.Number, pair.Translation.Rank, selected.FileSuffix, _images is null ? "svg" : "png");
            WriteWhole(name, to => to.Write(_images is null ? Encoding.UTF8.GetBytes(AttentionHeatmap.Render(matrix)) : Png(matrix, pair.Number)));
            pictures.Add(new HeatmapPicture(name, selected.Name));
        }

        _entries.Add(new HeatmapIndexEntry(pair.Number, pair.Source, pair.Translation.Text, pictures)
        {
            Rank = pair.Translation.Rank, IsGiven = pair.Translation.IsGiven, Score = pair.Translation.Score,
            // Without the ends of sentence.
            SourceLength = pair.Attention.Source.Count - 1, TargetLength = pair.Attention.Target.Count - 1,
            UnknownSource = AttentionMatrices.Unknown(pair.Attention.Source), UnknownTranslation = AttentionMatrices.Unknown(pair.Attention.Target),
        });
    }

    /// <summary>Writes the index.</summary>
    public string Complete()
    {
        if (_images is { ScriptsWithoutFont.Count: > 0 })
        {
            _log.Warning(
                "No font of this system has {Scripts}; the characters are empty boxes. Install a font, for example of the Noto family",
                string.Join(", ", _images.ScriptsWithoutFont));
        }

        WriteWhole(IndexName, to => to.Write(Encoding.UTF8.GetBytes(HeatmapIndex.Render($"Attention of {_name}", _entries))));
        return string.Create(CultureInfo.InvariantCulture, $"{_entries.Sum(entry => entry.Pictures.Count)} heatmaps: {Path.Combine(_folder, IndexName)}");
    }

    public void Dispose() => _images?.Dispose();

    private byte[] Png(AttentionMatrix matrix, int number)
    {
        var image = _images!.Render(matrix);
        if (image.Scale < _scale)
        {
            _log.Warning("Line {Number} is too large for an image of scale {Scale}; drawn at scale {Used:0.##}", number, _scale, image.Scale);
        }

        return image.Png;
    }

    /// <summary>Writes a file that appears whole or not at all.</summary>
    private void WriteWhole(string name, Action<Stream> write)
    {
        Directory.CreateDirectory(_folder);
        ResultFile.Write(Path.Combine(_folder, name), write);
    }

    private static string FileName(int number, int rank, string suffix, string extension) =>
        string.Create(CultureInfo.InvariantCulture, $"sentence-{number:D4}{(rank > 1 ? $"-{rank}" : "")}{suffix}.{extension}");

    [GeneratedRegex(@"^(sentence-\d+(-\d+)?(-\w+-l\d+-(h\d+|mean))?\.(svg|png)|index\.html)$", RegexOptions.ExplicitCapture)]
    private static partial Regex HeatmapName();
}
