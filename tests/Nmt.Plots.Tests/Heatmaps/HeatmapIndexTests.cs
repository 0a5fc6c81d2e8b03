using System.Globalization;
using System.Xml.Linq;
using Nmt.Plots.Heatmaps;
using Nmt.TestKit;

namespace Nmt.Plots.Tests.Heatmaps;

public sealed class HeatmapIndexTests
{
    private static readonly XNamespace Html = "http://www.w3.org/1999/xhtml";

    [Fact]
    public void Page_of_three_heatmaps_equals_the_golden_file()
    {
        // Given
        HeatmapIndexEntry[] entries =
        [
            new(1, "A <b>bold</b> & \"quoted\" book.", "كتاب جديد.", "plots/0001.svg") { Score = -0.25, SourceLength = 9, TargetLength = 4 },
            new(1, "A <b>bold</b> & \"quoted\" book.", "كتاب.", "plots/0001-2.svg") { Rank = 2, Score = -1.126, SourceLength = 9, TargetLength = 2 },
            new(7, "", "\u0007", "odd name #2?.svg") { IsGiven = true, Score = 1.5, TargetLength = 1, UnknownTranslation = ["\u0007"] },
        ];

        // When
        string page = HeatmapIndex.Render("Attention of run <1>", entries);

        // Then
        Golden.Verify("Nmt.Plots.Tests/Golden/index.html", page);
    }

    [Fact]
    public void Page_without_sentences_says_so()
    {
        // Given
        HeatmapIndexEntry[] entries = [];

        // When
        var page = XDocument.Parse(HeatmapIndex.Render("Nothing", entries));

        // Then
        Assert.Equal("No sentences.", page.Descendants(Html + "p").Single().Value);
        Assert.Empty(page.Descendants(Html + "script"));
    }

    [Fact]
    public void Text_of_the_sentences_is_shown_unchanged_and_in_its_own_direction()
    {
        // Given
        HeatmapIndexEntry[] entries = [new(1, "a < b && c", "<script>alert('x')</script>", "1.svg")];

        // When
        var page = XDocument.Parse(HeatmapIndex.Render("t", entries));

        // Then
        var texts = page.Descendants(Html + "dd").ToList();
        Assert.Equal(["a < b && c", "<script>alert('x')</script>"], texts.Select(text => text.Value));
        Assert.All(texts, text => Assert.Equal(("auto", ""), (text.Attribute("dir")!.Value, text.Attribute("lang")!.Value)));
    }

    [Theory]
    [InlineData("plots/1.svg", "plots/1.svg")]
    [InlineData("../a b/1#2.svg", "../a%20b/1%232.svg")]
    [InlineData("\"onerror=x.svg", "%22onerror%3Dx.svg")]
    [InlineData("javascript:alert(1)", "javascript%3Aalert%281%29")]
    public void Path_of_the_image_becomes_a_safe_relative_address(string path, string address)
    {
        // Given
        HeatmapIndexEntry[] entries = [new(1, "s", "t", path)];

        // When
        var page = XDocument.Parse(HeatmapIndex.Render("t", entries));

        // Then
        Assert.Equal(address, page.Descendants(Html + "a").Single().Attribute("href")!.Value);
    }

    [Fact]
    public void Any_text_gives_well_formed_XML_with_the_same_script_and_style()
    {
        // Given
        var random = new Random(17);
        for (int trial = 0; trial < 200; trial++)
        {
            var entries = Enumerable.Range(1, 3)
                .Select(i => new HeatmapIndexEntry(i, Sample.AnyText(random, 60), Sample.AnyText(random, 60), Sample.AnyText(random, 20)))
                .ToArray();

            // When
            var page = XDocument.Parse(HeatmapIndex.Render(Sample.AnyText(random, 20), entries));

            // Then
            Assert.Equal(3, page.Descendants(Html + "li").Count());
            Assert.Equal(IndexParts.Script.ReplaceLineEndings("\n"), page.Descendants(Html + "script").Single().Value.Trim('\n'));
            Assert.Equal(IndexParts.Style.ReplaceLineEndings("\n"), page.Descendants(Html + "style").Single().Value.Trim('\n'));
        }
    }

    [Fact]
    public void Every_heatmap_has_a_place_of_its_own_and_the_numbers_that_it_is_ordered_by()
    {
        // Given
        HeatmapIndexEntry[] entries =
        [
            new(3, "s", "t", "3.svg") { Score = -0.5, SourceLength = 4, TargetLength = 5, UnknownSource = ["x"], UnknownTranslation = ["y", "z"] },
            new(3, "s", "u", "3-2.svg") { Rank = 2, Score = double.NegativeInfinity },
        ];

        // When
        var items = XDocument.Parse(HeatmapIndex.Render("t", entries)).Descendants(Html + "li").ToList();

        // Then
        Assert.Equal(["s3", "s3-2"], items.Select(item => item.Attribute("id")!.Value));
        Assert.Equal(["Sentence 3", "Sentence 3, translation 2"], items.Select(item => item.Element(Html + "h2")!.Value));
        Assert.Equal(
            [("-0.5", "4", "5", "3"), ("-Infinity", "0", "0", "0")],
            items.Select(item => (Data(item, "score"), Data(item, "source"), Data(item, "target"), Data(item, "unknown"))));
    }

    [Fact]
    public void Orders_and_parts_that_the_script_uses_exist()
    {
        // Given
        HeatmapIndexEntry[] entries = [new(1, "s", "t", "1.svg")];

        // When
        var page = XDocument.Parse(HeatmapIndex.Render("t", entries));

        // Then: each order is a number of the item, up or down; the first is that of the page.
        var orders = page.Descendants(Html + "option").Select(option => option.Attribute("value")!.Value.Split(' ')).ToList();
        var item = page.Descendants(Html + "li").Single();
        Assert.Equal("number", orders[0][0]);
        Assert.All(orders.Skip(1), order => Assert.NotNull(item.Attribute($"data-{order[0]}")));
        Assert.All(orders, order => Assert.Contains(order[1], new[] { "1", "-1" }));
        string[] ids = [.. page.Descendants().Select(element => element.Attribute("id")?.Value).OfType<string>()];
        Assert.Equal(ids.Distinct(), ids);
        foreach (string id in new[] { "sentences", "filter", "order", "count", "tools" })
        {
            Assert.Contains(id, ids);
            Assert.Contains($"find('{id}')", IndexParts.Script, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Page_loads_nothing_by_itself_and_its_script_writes_no_HTML()
    {
        // Given
        HeatmapIndexEntry[] entries = [new(1, "https://example.org", "t", "1.svg")];

        // When
        string text = HeatmapIndex.Render("t", entries);
        var page = XDocument.Parse(text);

        // Then
        Assert.DoesNotContain(page.Descendants().Attributes(), attribute => attribute.Name.LocalName is "src" or "data" or "style" || attribute.Name.LocalName.StartsWith("on", StringComparison.Ordinal));
        Assert.Equal(["1.svg"], page.Descendants().Attributes("href").Select(attribute => attribute.Value));
        Assert.DoesNotContain("url(", IndexParts.Style, StringComparison.Ordinal);
        Assert.DoesNotContain("@import", IndexParts.Style, StringComparison.Ordinal);
        Assert.All(
            new[] { "innerHTML", "outerHTML", "insertAdjacent", "document.write", "eval", "fetch", "http", "import", "<", "&", "]]>" },
            forbidden => Assert.DoesNotContain(forbidden, IndexParts.Script, StringComparison.Ordinal));
    }

    [Fact]
    public void Without_its_script_the_page_is_a_list_with_links()
    {
        // Given
        HeatmapIndexEntry[] entries = [new(1, "s", "t", "1.svg"), new(2, "s", "t", "2.svg")];

        // When
        var page = XDocument.Parse(HeatmapIndex.Render("t", entries));

        // Then
        Assert.NotNull(page.Descendants(Html + "form").Single().Attribute("hidden"));
        Assert.All(page.Descendants(Html + "li"), item => Assert.Null(item.Attribute("hidden")));
        Assert.Equal(["1.svg", "2.svg"], page.Descendants(Html + "details").Descendants(Html + "a").Select(link => link.Attribute("href")!.Value));
    }

    [Fact]
    public void Page_of_ten_thousand_sentences_stays_small()
    {
        // Given
        string sentence = string.Join(' ', Enumerable.Repeat("word", 20));
        var entries = Enumerable.Range(1, 10_000).Select(i => new HeatmapIndexEntry(i, sentence, sentence, $"sentence-{i}.svg")).ToArray();

        // When
        int length = HeatmapIndex.Render("t", entries).Length;

        // Then: no more than three times the text.
        Assert.InRange(length, 0, 3 * entries.Length * 2 * sentence.Length);
    }

    [Fact]
    public void The_culture_of_the_user_changes_nothing()
    {
        // Given
        HeatmapIndexEntry[] entries = [new(1, "s", "t", "1.svg") { Score = -1234.5, SourceLength = 1234 }];
        string expected = HeatmapIndex.Render("t", entries);
        var culture = CultureInfo.CurrentCulture;

        // When
        CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo("fa-IR");
        string actual = HeatmapIndex.Render("t", entries);
        CultureInfo.CurrentCulture = culture;

        // Then
        Assert.Equal(expected, actual);
        Assert.Contains("score \u22121234.50, 1234 to 0 subwords", actual, StringComparison.Ordinal);
    }

    private static string Data(XElement item, string name) => item.Attribute($"data-{name}")!.Value;
}
