using System.Xml.Linq;
using Nmt.Plots.Comparison;
using Nmt.Plots.Report;

namespace Nmt.Plots.Tests.Comparison;

public sealed class RunComparisonPageTests
{
    private static readonly XNamespace Html = "http://www.w3.org/1999/xhtml";
    private static readonly XNamespace Svg = "http://www.w3.org/2000/svg";

    [Fact]
    public void Page_of_any_names_is_well_formed_and_loads_nothing()
    {
        // Given
        var random = new Random(4);

        for (int i = 0; i < 100; i++)
        {
            // When
            string page = Page(AnyView(random));

            // Then: XML rejects unescaped text and duplicate attributes.
            var document = XDocument.Parse(page);
            Assert.Empty(document.Descendants(Html + "script"));
            Assert.DoesNotContain(document.Descendants().Attributes(), attribute => attribute.Name.LocalName is "src" or "href");
            var policy = Assert.Single(document.Descendants(Html + "meta"), meta => (string?)meta.Attribute("http-equiv") == "Content-Security-Policy");
            Assert.StartsWith("default-src 'none'", (string)policy.Attribute("content")!, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Name_of_a_run_is_text_everywhere()
    {
        // Given
        const string Name = "<img src=x onerror=alert(1)>&\"'";
        var view = View(Name) with { Tables = [new ViewTable(Name, [new ViewColumn(Name, false)], [[Name]], [Name])] };

        // When
        string page = Page(view);

        // Then
        Assert.DoesNotContain("<img", page, StringComparison.Ordinal);
        var document = XDocument.Parse(page);
        Assert.Equal(Name, document.Descendants(Html + "h2").Single().Value);
        Assert.Equal([Name, Name], document.Descendants(Html + "th").Select(cell => cell.Value));
        Assert.Contains(document.Descendants(Html + "figcaption").Elements(Html + "span"), span => span.Value == Name);
    }

    [Fact]
    public void Table_has_headings_of_rows_and_columns_and_numbers_to_the_right()
    {
        // Given
        var view = View("a") with
        {
            Tables = [new ViewTable("Scores", [new ViewColumn("run", false), new ViewColumn("BLEU", true)], [["a", "1.50"], ["b", "2.25"]], ["a note"])],
        };

        // When
        var document = XDocument.Parse(Page(view));

        // Then
        var table = Assert.Single(document.Descendants(Html + "table"));
        Assert.Equal(["run", "BLEU"], table.Element(Html + "thead")!.Descendants(Html + "th").Select(cell => cell.Value));
        Assert.Equal(["row", "row"], table.Element(Html + "tbody")!.Descendants(Html + "th").Select(cell => (string)cell.Attribute("scope")!));
        Assert.Equal([("number", "1.50"), ("number", "2.25")], table.Descendants(Html + "td").Select(cell => ((string)cell.Attribute("class")!, cell.Value)));
        Assert.Contains(document.Descendants(Html + "p"), note => note.Value == "a note");
    }

    [Fact]
    public void Categories_are_named_below_the_axis_and_in_tooltips()
    {
        // Given
        var chart = new Chart("BLEU by length", [new Curve("run", [new(0, 10), new(1, 30)], IsMarked: true)])
        {
            HasShapes = true, Categories = [new ChartCategory("1-5", "n = 7"), new ChartCategory("6+", "n = 3")],
        };

        // When
        var svg = Assert.Single(XDocument.Parse(Page(View("run") with { Charts = [chart] })).Descendants(Svg + "svg"), svg => (string?)svg.Attribute("class") == "chart");

        // Then
        string[] texts = [.. svg.Elements(Svg + "text").Select(text => text.Value)];
        Assert.Subset(texts.ToHashSet(), new HashSet<string> { "1-5", "n = 7", "6+", "n = 3" });
        Assert.Equal(["run at 1-5: 10", "run at 6+: 30"], svg.Descendants(Svg + "path").Select(mark => mark.Value));
    }

    [Fact]
    public void Many_categories_leave_out_labels_that_would_touch()
    {
        // Given
        var chart = new Chart("BLEU", [new Curve("run", [.. Enumerable.Range(0, 40).Select(i => new CurvePoint(i, i))], IsMarked: true)])
        {
            HasShapes = true, Categories = [.. Enumerable.Range(0, 40).Select(i => new ChartCategory($"c{i}", "n"))],
        };

        // When
        var document = XDocument.Parse(Page(View("run") with { Charts = [chart] }));

        // Then
        Assert.Equal(["c0", "c5", "c10", "c15", "c20", "c25", "c30", "c35"], document.Descendants(Svg + "text").Select(text => text.Value).Where(text => text.StartsWith('c')));
        Assert.Equal(40, document.Descendants(Svg + "path").Count(mark => mark.Element(Svg + "title") is not null));
    }

    [Fact]
    public void Curves_differ_even_without_colours()
    {
        // Given
        var curves = Enumerable.Range(0, 30).Select(i => new Curve($"run {i}", [new(0, i), new(1, i)], IsMarked: true)).ToList();

        // When
        var groups = XDocument.Parse(Page(View("run") with { Charts = [new Chart("BLEU", curves) { HasShapes = true }] })).Descendants(Svg + "g").ToList();

        // Then: no two have the same dashes and the same marks.
        Assert.Equal(30, groups.Select(group => (
            (string?)group.Element(Svg + "polyline")!.Attribute("stroke-dasharray"), (string)group.Elements(Svg + "path").First().Attribute("d")!)).Distinct().Count());
    }

    private static string Page(RunComparisonView view)
    {
        using var page = new StringWriter();
        RunComparisonPage.Write(view, page);
        return page.ToString();
    }

    private static RunComparisonView View(string name) => new("Comparison", "")
    {
        RunNames = [name], Charts = [new Chart("BLEU", [new Curve(name, [new(1, 2), new(2, 3)], IsMarked: true)]) { HasShapes = true }],
    };

    private static RunComparisonView AnyView(Random random)
    {
        string Text() => Sample.AnyText(random, 20);
        return new RunComparisonView(Text(), Text())
        {
            RunNames = [Text(), Text()],
            Tables = [new ViewTable(Text(), [new ViewColumn(Text(), false), new ViewColumn(Text(), true)], [[Text(), Text()]], [Text()])],
            Charts =
            [
                new Chart(Text(), [new Curve(Text(), [new(0, random.NextDouble())], IsMarked: true)])
                {
                    HasShapes = true, Categories = [new ChartCategory(Text(), Text())],
                },
                new Chart(Text(), [new Curve(Text(), [new(1, 1), new(2, 5)], IsMarked: true)]) { HasShapes = true, XName = Text() },
            ],
        };
    }
}
