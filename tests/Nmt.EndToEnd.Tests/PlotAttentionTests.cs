using System.Globalization;
using System.Text.Json;
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
        var result = Plot("--source-text", "three four");

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
        var links = Xml("index.html").Descendants().Where(element => element.Name.LocalName == "a").Select(link => (string)link.Attribute("href")!);
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
        string page = Xml("index.html").Root!.Value;
        Assert.Contains("Given translation\nfünf fünf fünf", page, StringComparison.Ordinal);
        var scored = NmtProcess.Run("score", "--model", run.Path, "--device", "cpu", "--format", "jsonl", source, target);
        double score = JsonDocument.Parse(scored.Output).RootElement.GetProperty("score").GetDouble();
        Assert.Contains($"score {score.ToString("0.00;−0.00", CultureInfo.InvariantCulture)}, ", page, StringComparison.Ordinal);
    }

    [Fact]
    public void Best_translations_of_the_beam_get_a_plot_each_with_the_scores_of_translate()
    {
        // Given
        string source = _folder.Write("source.txt", "one two\nthree four\n");

        // When
        var result = Plot("--source", source, "--beam", "4", "--nbest", "2");

        // Then
        Assert.Equal(0, result.ExitCode);
        Assert.Equal(["index.html", "sentence-0001-2.svg", "sentence-0001.svg", "sentence-0002-2.svg", "sentence-0002.svg"], Files());
        string[][] expected = [.. NmtProcess.Run(
            "translate", "--model", run.Path, "--device", "cpu", "--beam", "4", "--nbest", "2", "--format", "jsonl", source).OutputLines
            .SelectMany(line => JsonDocument.Parse(line).RootElement.GetProperty("nbest").EnumerateArray())
            .Select(hypothesis => new[]
            {
                hypothesis.GetProperty("hypothesis").GetString()!,
                hypothesis.GetProperty("score").GetDouble().ToString("0.00;−0.00", CultureInfo.InvariantCulture),
            })];
        var items = Xml("index.html").Descendants().Where(element => element.Name.LocalName == "li").ToList();
        Assert.Equal(["s1", "s1-2", "s2", "s2-2"], items.Select(item => (string)item.Attribute("id")!));
        Assert.Equal(4, expected.Length);
        Assert.All(items.Zip(expected), pair =>
        {
            Assert.Contains($"Translation\n{pair.Second[0]}\n", pair.First.Value, StringComparison.Ordinal);
            Assert.Contains($"score {pair.Second[1]}, ", pair.First.Value, StringComparison.Ordinal);
        });
        Assert.StartsWith("Sentence 2, translation 2: ", Xml("sentence-0002-2.svg").Root!.Element(Svg + "title")!.Value, StringComparison.Ordinal);
    }

    [Fact]
    public void Picture_names_the_run_and_both_sentences()
    {
        // When
        Plot("--source-text", "one six");

        // Then
        string description = Xml("sentence-0001.svg").Root!.Element(Svg + "desc")!.Value;
        Assert.StartsWith($"\u2068{Path.GetFileName(run.Path)}, update ", description, StringComparison.Ordinal);
        Assert.Contains("Source: \u2068one six\u2069. Target: ", description, StringComparison.Ordinal);
    }

    [Fact]
    public void Source_runs_in_its_own_direction_or_in_the_one_asked_for()
    {
        // Given
        string source = _folder.Write("source.txt", "שלום עולם\none two\n");

        // When
        Plot("--source", source);
        string[] auto = [AxisTitle(1), AxisTitle(2)];
        Plot("--source", source, "--direction", "ltr");
        string[] forced = [AxisTitle(1), AxisTitle(2)];

        // Then
        Assert.Equal(["← source", "source →"], auto);
        Assert.Equal(["source →", "source →"], forced);
    }

    [Fact]
    public void Chinese_is_cut_into_words()
    {
        // Given: a model that knows none of it reads it as one piece, but each ideograph of the target is a word of its own.
        string source = _folder.Write("source.txt", "one two\n");
        string target = _folder.Write("target.txt", "我one喜two欢\n");

        // When
        Plot("--source", source, "--target", target, "--words");

        // Then
        Assert.Subset(Labels().ToHashSet(), new HashSet<string> { "我", "喜", "欢" });
    }

    [Fact]
    public void Missing_source_is_an_error_that_names_the_option_for_text()
    {
        // When
        var result = Plot("--source", "missing.en");

        // Then
        Assert.Equal((2, ""), (result.ExitCode, result.Output));
        Assert.Equal("nmt: --source: file not found: missing.en; to plot a sentence, use --source-text", result.ErrorLines[0]);
        Assert.False(Directory.Exists(_folder.Of("plots")));
    }

    [Fact]
    public void Whole_words_are_shown_on_request()
    {
        // When
        Plot("--source-text", "one six", "--words");

        // Then
        Assert.Contains("one", Labels());
        Assert.Contains("six", Labels());
        Assert.DoesNotContain(Labels(), label => label.StartsWith('▁'));
    }

    [Fact]
    public void Weights_of_a_target_word_sum_to_one()
    {
        // When
        Plot("--source-text", "one six", "--words");

        // Then: each cell is labelled "source → target: weight"; weights below 0.0005 are not drawn.
        var cells = Xml("sentence-0001.svg").Descendants(Svg + "rect").Elements(Svg + "title").Select(title => title.Value).ToList();
        var sums = cells.GroupBy(cell => cell.Split('→')[1].Split(':')[0]).Select(row => row.Sum(cell => double.Parse(
            cell.Split(' ')[^1], CultureInfo.InvariantCulture))).ToList();
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

    [Fact]
    public void Report_gives_numbers_in_place_of_pictures_and_the_error_rate_of_score_and_aer()
    {
        // Given
        string gold = _folder.Write("gold", string.Concat(run.Corpus.Lines("test.en").Select(_ => "0-0\n")));
        string[] texts = [run.FileOfCorpus("test.en"), run.FileOfCorpus("test.de")];

        // When
        var result = NmtProcess.Run(
            "plot-attention", "--model", run.Path, "--device", "cpu", "--source", texts[0], "--target", texts[1], "--alignments", gold, "--report", _folder.Of("report.jsonl"));

        // Then
        Assert.Equal((0, ""), (result.ExitCode, result.Error));
        Assert.Equal(20, File.ReadAllLines(_folder.Of("report.jsonl")).Length);
        NmtProcess.Run(["score", "--model", run.Path, "--device", "cpu", "--alignments", _folder.Of("own"), "--output", _folder.Of("scores"), .. texts]);
        string aer = NmtProcess.Run("aer", "--gold", gold, "--hypotheses", _folder.Of("own"), "-b").Output.Trim();
        Assert.Contains(result.OutputLines, line => line.StartsWith("alignment error rate", StringComparison.Ordinal) && line.Contains($" {aer} (precision", StringComparison.Ordinal));
        Assert.False(Directory.Exists(_folder.Of("plots")));
    }

    [Theory]
    [InlineData("--report and --format text both write to standard output; add --output FILE", "--source-text", "one", "--report", "--format", "text")]
    [InlineData("--alignments: links words of given translations; expected --target FILE too", "--source-text", "one", "--report", "--alignments", "@GOLD@")]
    [InlineData("--report: expected a file whose name ends in .csv or .jsonl; got 'x.txt'", "--source-text", "one", "--report", "x.txt")]
    public void Report_that_is_not_possible_is_refused(string message, params string[] arguments)
    {
        // Given
        string gold = _folder.Write("gold", "0-0\n");

        // When
        var result = NmtProcess.Run(["plot-attention", "--model", run.Path, "--device", "cpu", .. arguments.Select(argument => argument == "@GOLD@" ? gold : argument)]);

        // Then
        Assert.Equal((2, "", $"nmt: {message}"), (result.ExitCode, result.Output, result.ErrorLines[0]));
    }

    private NmtResult Plot(params string[] arguments) =>
        NmtProcess.Run(["plot-attention", "--model", run.Path, "--device", "cpu", "--output", _folder.Of("plots"), .. arguments]);

    private string AxisTitle(int number) => Xml($"sentence-{number:D4}.svg").Root!.Elements(Svg + "text").Select(text => text.Value)
        .Single(text => text.Contains("source", StringComparison.Ordinal) && !text.Contains("score", StringComparison.Ordinal));

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
