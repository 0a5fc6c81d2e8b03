using System.Xml.Linq;
using Nmt.Plots.Comparison;

namespace Nmt.Plots.Tests.Comparison;

public sealed class ComparisonPageTests
{
    private const string Hostile = "<script>alert('x')</script> & \"quoted\" ]]> \u0001 \uD800 </td>";

    private static readonly XNamespace Html = "http://www.w3.org/1999/xhtml";

    [Fact]
    public void Hostile_text_stays_text_everywhere()
    {
        // Given
        var comparison = new SystemComparison(
            Hostile, [(Hostile, Hostile)], [new(Hostile, [Hostile], 0, 0), new(Hostile, [Hostile], 1, 0)], Hostile, 1,
            [new(1, Hostile, [Hostile], [new(Hostile, 1), new("other", 2)])]);

        // When
        string page = ComparisonPage.Render(comparison);

        // Then
        var document = XDocument.Parse(page);
        Assert.Empty(document.Descendants(Html + "script"));
        Assert.DoesNotContain("<script", page, StringComparison.OrdinalIgnoreCase);
        Assert.Equal(6, document.Descendants(Html + "td").Count(cell => (string?)cell.Attribute("class") == "text" || cell.Value.Contains("alert", StringComparison.Ordinal)));
    }

    [Fact]
    public void Page_is_self_contained()
    {
        var document = XDocument.Parse(ComparisonPage.Render(Sample("a b", "a c")));

        Assert.DoesNotContain(document.Descendants(), element => element.Name.LocalName is "script" or "link" or "img" or "iframe");
        Assert.DoesNotContain("url(", document.ToString(), StringComparison.Ordinal);
        Assert.All(document.Descendants(Html + "a"), link => Assert.StartsWith("#", (string?)link.Attribute("href"), StringComparison.Ordinal));
    }

    [Fact]
    public void Words_are_marked_by_the_texts_that_lack_them()
    {
        // Given: the reference is "the small dog sleeps".
        var document = XDocument.Parse(
            ComparisonPage.Render(Sample("the small cat sleeps", "the cat sleeps")), LoadOptions.PreserveWhitespace);

        // Then: "cat" is wrong in both, "small" is only in the first, "dog" is in neither.
        var rows = document.Descendants(Html + "section").Single().Descendants(Html + "tr").ToList();
        Assert.Equal(["missed dog"], Marks(rows[0]));
        Assert.Equal(["own small", "wrong cat"], Marks(rows[1]));
        Assert.Equal(["wrong cat"], Marks(rows[2]));
        Assert.Equal("the small cat sleeps", rows[1].Elements().ElementAt(1).Value);
    }

    [Fact]
    public void Nearest_of_several_references_decides_what_is_wrong()
    {
        string marked = MarkedText.Hypothesis("a b c", ["x y z", "a b d"], other: null);

        Assert.Equal("a b <mark class=\"wrong\">c</mark>", marked);
    }

    [Fact]
    public void Sentences_are_in_order_and_the_most_different_are_listed_first()
    {
        // Given
        var sentences = new[] { 7, 2, 5 }.Select(number => new ComparedSentence(number, null, ["r"], [new("a", 1), new("b", 2)]));
        var comparison = Sample("a", "b") with { Sentences = [.. sentences], SentenceCount = 9 };

        // When
        var document = XDocument.Parse(ComparisonPage.Render(comparison));

        // Then
        Assert.Equal(["s2", "s5", "s7"], document.Descendants(Html + "section").Select(section => (string)section.Attribute("id")!));
        Assert.Equal(["7", "2", "5"], document.Descendants(Html + "nav").Single().Elements(Html + "a").Select(link => link.Value));
        Assert.Contains("The 3 of 9 sentences", document.ToString(), StringComparison.Ordinal);
    }

    private static SystemComparison Sample(string first, string second) => new(
        "Two systems", [("BLEU", "nrefs:1")], [new("one", ["10.0"], 0, 0), new("two", ["11.0"], 1, 0)], "chrF2", 1,
        [new(1, null, ["the small dog sleeps"], [new(first, 50), new(second, 60)])]);

    private static string[] Marks(XElement row) =>
        [.. row.Descendants(Html + "mark").Select(mark => $"{(string?)mark.Attribute("class")} {mark.Value}")];
}
