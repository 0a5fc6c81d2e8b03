using System.Xml;
using System.Xml.Linq;
using Nmt.TestKit;

namespace Nmt.EndToEnd.Tests;

[Collection(TrainedRunCollection.Name)]
public sealed class PlotAttentionTests(TrainedRun run) : IDisposable
{
    private static readonly XNamespace Svg = "http://www.w3.org/2000/svg";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Sentence_on_the_command_line_gets_a_plot_and_an_index()
    {
        // When
        var result = Plot("--source", "three four");

        // Then
        Assert.Equal((0, ""), (result.ExitCode, result.Output));
        Assert.Equal($"1 heatmaps: {_folder.Of("plots/index.html")}", Assert.Single(result.ErrorLines));
        Assert.Equal(["index.html", "sentence-0001.svg"], Files());
    }

    [Fact]
    public void File_gets_a_plot_per_line_that_is_not_blank()
    {
        // Given: one line in a right-to-left script, one with characters that are special in XML.
        string source = _folder.Write("source.txt", "one two\n\nשלום עולם\n<three> & \"four\"\n");

        // When
        var result = Plot("--source", source);

        // Then
        Assert.Equal(0, result.ExitCode);
        Assert.Contains("Line 2 has an empty side; no heatmap written", result.Error, StringComparison.Ordinal);
        Assert.Equal(["index.html", "sentence-0001.svg", "sentence-0003.svg", "sentence-0004.svg"], Files());
        Assert.All(Files(), name => Xml(name));
        string text = Xml("index.html").Root!.Value;
        Assert.Contains("שלום עולם", text, StringComparison.Ordinal);
        Assert.Contains("<three> & \"four\"", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Index_links_to_existing_plots()
    {
        // Given
        string source = _folder.Write("source.txt", "one two\nthree\n");

        // When
        Plot("--source", source);

        // Then
        var links = Xml("index.html").Descendants().Where(element => element.Name.LocalName == "img").Select(image => (string)image.Attribute("src")!);
        Assert.Equal(["sentence-0001.svg", "sentence-0002.svg"], links);
        Assert.All(links, link => Assert.True(File.Exists(_folder.Of($"plots/{link}"))));
    }

    [Fact]
    public void Given_translations_are_plotted_instead_of_the_models_own()
    {
        // Given
        string source = _folder.Write("source.txt", "one two\n");
        string target = _folder.Write("target.txt", "fünf fünf fünf\n");

        // When
        var result = Plot("--source", source, "--target", target, "--words");

        // Then
        Assert.Equal(0, result.ExitCode);
        Assert.Equal(3, Labels().Count(label => label == "fünf"));
        Assert.Contains("fünf fünf fünf", Xml("index.html").Root!.Value, StringComparison.Ordinal);
    }

    [Fact]
    public void Whole_words_are_shown_on_request()
    {
        // When
        Plot("--source", "one six", "--words");

        // Then
        Assert.Contains("one", Labels());
        Assert.Contains("six", Labels());
        Assert.DoesNotContain(Labels(), label => label.StartsWith('▁'));
    }

    [Fact]
    public void Weights_of_a_target_word_sum_to_one()
    {
        // When
        Plot("--source", "one six", "--words");

        // Then: each cell is labelled "source → target: weight"; weights below 0.0005 are not drawn.
        var cells = Xml("sentence-0001.svg").Descendants(Svg + "rect").Elements(Svg + "title").Select(title => title.Value).ToList();
        var sums = cells.GroupBy(cell => cell.Split('→')[1].Split(':')[0]).Select(row => row.Sum(cell => double.Parse(
            cell.Split(' ')[^1], System.Globalization.CultureInfo.InvariantCulture))).ToList();
        Assert.True(sums.Count >= 2);
        Assert.All(sums, sum => Assert.Equal(1.0, sum, tolerance: 0.01));
    }

    [Fact]
    public void Different_number_of_translations_is_rejected()
    {
        // Given
        string source = _folder.Write("source.txt", "one\ntwo\n");
        string target = _folder.Write("target.txt", "eins\n");

        // When
        var result = Plot("--source", source, "--target", target);

        // Then
        Assert.Equal((3, ""), (result.ExitCode, result.Output));
        Assert.Equal($"nmt: {target} has 1 lines, {source} has 2; expected the same number\n", result.Error);
        Assert.False(Directory.Exists(_folder.Of("plots")));
    }

    private NmtResult Plot(params string[] arguments) =>
        NmtProcess.Run(["plot-attention", "--model", run.Path, "--device", "cpu", "--output", _folder.Of("plots"), .. arguments]);

    private IEnumerable<string> Files() =>
        Directory.GetFiles(_folder.Of("plots")).Select(file => Path.GetFileName(file)).Order(StringComparer.Ordinal);

    private IReadOnlyList<string> Labels() =>
        [.. Xml("sentence-0001.svg").Descendants(Svg + "text").Select(text => string.Concat(text.Nodes().OfType<XText>().Select(node => node.Value)))];

    private XDocument Xml(string name)
    {
        using var reader = XmlReader.Create(_folder.Of($"plots/{name}"), new XmlReaderSettings { DtdProcessing = DtdProcessing.Ignore });
        return XDocument.Load(reader);
    }
}
