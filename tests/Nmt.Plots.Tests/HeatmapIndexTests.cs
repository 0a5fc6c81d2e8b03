using System.Xml.Linq;
using Nmt.TestKit;

namespace Nmt.Plots.Tests;

public sealed class HeatmapIndexTests
{
    private static readonly XNamespace Html = "http://www.w3.org/1999/xhtml";

    [Fact]
    public void Page_of_two_sentences_equals_the_golden_file()
    {
        // Given
        HeatmapIndexEntry[] entries =
        [
            new("Sentence 1", "A <b>bold</b> & \"quoted\" book.", "كتاب جديد.", "plots/0001.svg"),
            new("Sentence 2", "", "\u0007", "odd name #2?.svg"),
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
    }

    [Fact]
    public void Text_of_the_sentences_is_shown_unchanged_and_in_its_own_direction()
    {
        // Given
        HeatmapIndexEntry[] entries = [new("1", "a < b && c", "<script>alert('x')</script>", "1.svg")];

        // When
        var page = XDocument.Parse(HeatmapIndex.Render("t", entries));

        // Then
        var texts = page.Descendants(Html + "dd").ToList();
        Assert.Equal(["a < b && c", "<script>alert('x')</script>"], texts.Select(text => text.Value));
        Assert.All(texts, text => Assert.Equal(("auto", ""), (text.Attribute("dir")!.Value, text.Attribute("lang")!.Value)));
        Assert.Empty(page.Descendants(Html + "script"));
    }

    [Theory]
    [InlineData("plots/1.svg", "plots/1.svg")]
    [InlineData("../a b/1#2.svg", "../a%20b/1%232.svg")]
    [InlineData("\"onerror=x.svg", "%22onerror%3Dx.svg")]
    public void Path_of_the_image_becomes_a_safe_relative_address(string path, string address)
    {
        // Given
        HeatmapIndexEntry[] entries = [new("1", "s", "t", path)];

        // When
        var page = XDocument.Parse(HeatmapIndex.Render("t", entries));

        // Then
        Assert.Equal(address, page.Descendants(Html + "img").Single().Attribute("src")!.Value);
        Assert.Contains(page.Descendants(Html + "a"), link => link.Attribute("href")!.Value == address);
    }

    [Fact]
    public void Any_text_gives_well_formed_XML()
    {
        // Given
        var random = new Random(17);
        for (int trial = 0; trial < 200; trial++)
        {
            var entries = Enumerable.Range(0, 3)
                .Select(_ => new HeatmapIndexEntry(
                    Sample.AnyText(random, 20), Sample.AnyText(random, 60), Sample.AnyText(random, 60), Sample.AnyText(random, 20)))
                .ToArray();

            // When
            var page = XDocument.Parse(HeatmapIndex.Render(Sample.AnyText(random, 20), entries));

            // Then
            Assert.Equal(3, page.Descendants(Html + "section").Count());
        }
    }
}
