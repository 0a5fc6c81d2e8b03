using System.Text.Json;
using System.Xml.Linq;

namespace Nmt.EndToEnd.Tests.Scoring;

public sealed class AnalysisTests : ScoringFolder
{
    private readonly string _source;
    private readonly string _reference;
    private readonly string _first;
    private readonly string _second;

    public AnalysisTests()
    {
        string twelve = "a b c d e f g h i j k l";
        _source = Write("src", "quelle", "zwei worte", "drei <b>kleine</b> worte");
        _reference = Write("ref", "the cat sat on a mat", twelve, "a small <b>dog</b>");
        _first = Write("first", "the cat sat on the mat", twelve, "a small <script>alert(1)</script>");
        _second = Write("second", "the cat sat on a mat", twelve, "small a <b>dog</b>");
    }

    [Fact]
    public void Breakdown_scores_the_lines_of_each_length()
    {
        // When
        var result = Bleu(_reference, "-i", _first, "--source", _source, "--breakdown", "-f", "text", "-b", "-tok", "none");

        // Then
        string[] lines = [.. result.OutputLines];
        int references = Array.IndexOf(lines, $"{_first} by reference length in words");
        Assert.StartsWith("   1-10       2 ", lines[references + 2], StringComparison.Ordinal);
        Assert.StartsWith("  11-20       1    100.0  100.0/100.0/100.0/100.0 (BP = 1.000", lines[references + 3], StringComparison.Ordinal);
        int sources = Array.IndexOf(lines, $"{_first} by source length in words");
        Assert.StartsWith("   1-10       3 ", lines[sources + 2], StringComparison.Ordinal);
    }

    [Fact]
    public void Scores_of_all_lengths_are_scores_of_those_lines_alone()
    {
        // Given
        string shortReference = Write("short-ref", [.. File.ReadLines(_reference).Where((_, i) => i != 1)]);
        string shortHypotheses = Write("short-hyp", [.. File.ReadLines(_first).Where((_, i) => i != 1)]);

        // When
        var broken = JsonDocument.Parse(Bleu(_reference, "-i", _first, "--breakdown").Output).RootElement;
        string alone = Bleu(shortReference, "-i", shortHypotheses, "-b", "-w", "9").Output;

        // Then
        var bucket = broken.GetProperty("breakdown").GetProperty("reference_words")[0];
        Assert.Equal("1-10", bucket.GetProperty("words").GetString());
        Assert.Equal(2, bucket.GetProperty("lines").GetInt32());
        Assert.Equal(double.Parse(alone, System.Globalization.CultureInfo.InvariantCulture), bucket.GetProperty("BLEU").GetDouble(), 8);
    }

    [Fact]
    public void Worst_and_best_sentences_are_shown_with_reference_and_source()
    {
        // When
        var result = Bleu(_reference, "-i", _first, "--source", _source, "--worst", "1", "--best", "1", "-f", "text");

        // Then
        string[] lines = [.. result.OutputLines];
        int worst = Array.IndexOf(lines, $"Lowest chrF2 of {_first}");
        Assert.StartsWith("line 3: ", lines[worst + 1], StringComparison.Ordinal);
        Assert.Equal(
            ["  source      drei <b>kleine</b> worte", "  reference   a small <b>dog</b>", "  hypothesis  a small <script>alert(1)</script>"],
            lines[(worst + 2)..(worst + 5)]);
        int best = Array.IndexOf(lines, $"Highest chrF2 of {_first}");
        Assert.Equal("line 2: 100.0", lines[best + 1]);
    }

    [Fact]
    public void Json_has_the_requested_number_of_worst_sentences_lowest_first()
    {
        // When
        var root = JsonDocument.Parse(Bleu(_reference, "-i", _first, _second, "--worst", "2").Output).RootElement;

        // Then
        Assert.All(root.EnumerateArray(), system =>
        {
            double[] scores = [.. system.GetProperty("worst").EnumerateArray().Select(line => line.GetProperty("chrF2").GetDouble())];
            Assert.Equal(2, scores.Length);
            Assert.True(scores[0] <= scores[1]);
        });
    }

    [Fact]
    public void Report_is_one_well_formed_file_that_compares_the_systems()
    {
        // Given
        string report = Folder.Of("report.html");

        // When
        var result = Bleu(_reference, "-i", _first, _second, "--source", _source, "--report", report);

        // Then
        Assert.Equal((0, ""), (result.ExitCode, result.Error));
        var page = XDocument.Parse(File.ReadAllText(report));
        XNamespace html = "http://www.w3.org/1999/xhtml";
        Assert.Equal(["s1", "s2", "s3"], page.Descendants(html + "section").Select(section => (string)section.Attribute("id")!));
        Assert.Empty(page.Descendants(html + "script"));
        Assert.DoesNotContain(page.Descendants(), element => element.Name.LocalName is "link" or "img" || element.Attribute("src") is not null);
    }

    [Fact]
    public void Report_of_a_few_sentences_takes_those_that_differ_most()
    {
        // Given
        string report = Folder.Of("report.html");

        // When
        Bleu(_reference, "-i", _first, _second, "--report", report, "--report-size", "1");

        // Then: the systems agree on the second sentence and differ little on the first.
        Assert.Contains("The 1 of 3 sentences on which the systems differ most", File.ReadAllText(report), StringComparison.Ordinal);
        Assert.Contains("<section id=\"s3\">", File.ReadAllText(report), StringComparison.Ordinal);
    }

    [Fact]
    public void Report_needs_an_existing_folder()
    {
        // When
        var result = Bleu(_reference, "-i", _first, "--report", Folder.Of("nowhere/report.html"));

        // Then
        Assert.Equal(2, result.ExitCode);
        Assert.Contains($"--report: folder not found: {Folder.Of("nowhere")}", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Bad_input_leaves_no_report()
    {
        // When
        var result = Bleu(_reference, "-i", Write("less", "a"), "--report", Folder.Of("none.html"));

        // Then
        Assert.Equal(3, result.ExitCode);
        Assert.False(File.Exists(Folder.Of("none.html")));
    }
}
