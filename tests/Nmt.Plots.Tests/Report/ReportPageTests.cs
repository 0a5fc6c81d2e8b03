using System.Xml.Linq;
using Nmt.Plots.Report;

namespace Nmt.Plots.Tests.Report;

public sealed class ReportPageTests
{
    private static readonly XNamespace Html = "http://www.w3.org/1999/xhtml";
    private static readonly XNamespace Svg = "http://www.w3.org/2000/svg";

    [Fact]
    public void Page_of_any_texts_is_well_formed_and_self_contained()
    {
        // Given
        var random = new Random(3);

        for (int i = 0; i < 100; i++)
        {
            // When
            string page = Page(AnyReport(random));

            // Then: XML rejects unescaped text and duplicate attributes; nothing is loaded, nothing runs.
            var document = XDocument.Parse(page);
            Assert.Empty(document.Descendants(Html + "script"));
            Assert.DoesNotContain(document.Descendants().Attributes(), attribute => attribute.Name.LocalName is "src" or "href");
            string[] ids = [.. document.Descendants().Attributes("id").Select(id => id.Value)];
            Assert.Equal(ids.Distinct(), ids);
        }
    }

    [Fact]
    public void Chart_draws_each_point_and_marks_the_best_update()
    {
        // Given: BLEU rises, so pixels fall.
        var bleu = new Curve("BLEU", [new(100, 10), new(200, 20), new(300, 15)], IsMarked: true);
        var report = new TrainingReport("run", "") { Charts = [new Chart("BLEU", [bleu]) { MarkedUpdate = 200 }, new Chart("empty", [])] };

        // When
        var svg = Assert.Single(XDocument.Parse(Page(report)).Descendants(Svg + "svg"));

        // Then
        var circles = svg.Descendants(Svg + "circle").ToArray();
        Assert.Equal(["BLEU at update 100: 10", "BLEU at update 200: 20", "BLEU at update 300: 15"], circles.Select(circle => circle.Value));
        double[] y = [.. circles.Select(circle => (double)circle.Attribute("cy")!)];
        Assert.True(y[1] < y[2] && y[2] < y[0]);
        var best = Assert.Single(svg.Descendants(Svg + "line"), line => (string?)line.Attribute("class") == "best");
        Assert.Equal((double)circles[1].Attribute("cx")!, (double)best.Attribute("x1")!);
    }

    [Fact]
    public void Sentence_shows_its_texts_its_history_and_its_attention()
    {
        // Given
        var history = new SampleHistory();
        history.Add(10, "un <chat>");
        history.Add(20, "le chat");
        var matrix = Sample.Diagonal("Attention", ["▁the", "▁cat"], ["▁le", "▁chat"]);
        var report = new TrainingReport("run", "") { Sentences = [new ReportSentence(3, "the cat", "le chat", history, matrix)] };

        // When
        var section = Assert.Single(XDocument.Parse(Page(report)).Descendants(Html + "section"));

        // Then
        Assert.Equal(
            ["Source", "the cat", "Reference", "le chat", "Update 10", "un <chat>", "Update 20", "le chat"],
            section.Descendants(Html + "tr").SelectMany(row => row.Elements()).Select(cell => cell.Value));
        Assert.Single(section.Descendants(Svg + "svg"));
    }

    [Fact]
    public void Attention_of_a_very_long_sentence_is_not_drawn()
    {
        // Given
        string[] pieces = [.. Enumerable.Repeat("▁a", 61)];
        var report = new TrainingReport("run", "")
        {
            Sentences = [new ReportSentence(1, "a", "a", new SampleHistory(), Sample.Diagonal("", pieces, ["▁a"]))],
        };

        // When
        string page = Page(report);

        // Then
        Assert.DoesNotContain("<svg", page, StringComparison.Ordinal);
        Assert.Contains("nmt plot-attention plots longer sentences", page, StringComparison.Ordinal);
    }

    private static string Page(TrainingReport report)
    {
        using var page = new StringWriter();
        ReportPage.Write(report, page);
        return page.ToString();
    }

    private static TrainingReport AnyReport(Random random)
    {
        string Text() => Sample.AnyText(random, 20);
        var history = new SampleHistory();
        history.Add(1, Text());
        history.Add(2, Text());
        var curve = new ThinnedCurve();
        for (int x = 0; x < random.Next(5); x++)
        {
            curve.Add(x, (random.NextDouble() - 0.5) * Math.Pow(10, random.Next(-9, 9)));
        }

        return new TrainingReport(Text(), Text())
        {
            Figures = [new ReportFact(Text(), Text())],
            Charts = [new Chart(Text(), [new Curve(Text(), curve.Points, IsMarked: true)]) { IsLogarithmic = true, MarkedUpdate = 1 }],
            Sentences =
            [
                .. Enumerable.Range(1, 3).Select(number => new ReportSentence(
                    number, Text(), Text(), history, Sample.Matrix(random, Sample.Pieces(random, 5), Sample.Pieces(random, 5)))),
            ],
            Facts = [new ReportFact(Text(), Text())],
            Config = Text(),
        };
    }
}
