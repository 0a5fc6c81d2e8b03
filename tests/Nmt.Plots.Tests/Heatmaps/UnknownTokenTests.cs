using System.Xml.Linq;
using Nmt.Plots.Heatmaps;
using Nmt.TestKit;

namespace Nmt.Plots.Tests.Heatmaps;

/// <summary>Text that the model does not know: shown as it is, and marked.</summary>
public sealed class UnknownTokenTests
{
    private static readonly XNamespace Svg = "http://www.w3.org/2000/svg";

    private static readonly AttentionToken End = AttentionToken.FromPiece("</s>");

    [Fact]
    public void Rendering_of_unknown_text_equals_the_golden_file()
    {
        // Given
        AttentionToken[] source = [new("▁"), Unknown("قطة"), new("▁Zo"), Unknown("é"), new("<") { Label = "天(1/3)", Note = "<0xE5>" }, End];
        AttentionToken[] target = [new("▁x"), Unknown("<&>"), End];

        // When
        string svg = AttentionHeatmap.Render(new AttentionMatrix("Sentence 1", source, target, new float[3, 6]));

        // Then
        Golden.Verify("Nmt.Plots.Tests/Golden/unknown.svg", svg);
    }

    [Fact]
    public void Unknown_text_is_marked_by_style_tooltip_and_description()
    {
        // Given
        var matrix = new AttentionMatrix("1", [new("▁a"), Unknown("日本")], [new("▁b")], new[,] { { 0.5f, 0.5f } });

        // When
        var root = XDocument.Parse(AttentionHeatmap.Render(matrix)).Root!;

        // Then
        Assert.Equal("Unknown to the model: \u2068日本\u2069", root.Element(Svg + "desc")!.Value);
        var label = root.Descendants(Svg + "text").Single(text => text.Nodes().OfType<XText>().Any(node => node.Value == "日本"));
        Assert.Equal("italic", label.Attribute("font-style")!.Value);
        Assert.Equal("日本: unknown to the model", label.Element(Svg + "title")!.Value);
        Assert.Equal(
            ["\u2068␣a\u2069 → \u2068␣b\u2069: 0.500", "\u2068日本\u2069 (unknown) → \u2068␣b\u2069: 0.500"],
            root.Descendants(Svg + "rect").Elements(Svg + "title").Select(title => title.Value));
        Assert.Contains(root.Descendants(Svg + "text"), text => text.Value == "slanted: unknown to the model");
    }

    [Fact]
    public void A_heatmap_without_unknown_text_explains_nothing()
    {
        // When
        string svg = AttentionHeatmap.Render(Sample.Diagonal("1", ["▁a"], ["▁b"]));

        // Then
        Assert.DoesNotContain("unknown", svg, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("italic", svg, StringComparison.Ordinal);
    }

    [Fact]
    public void A_word_with_unknown_text_is_unknown_and_names_it()
    {
        // Given
        AttentionToken[] source = [new("▁"), Unknown("日本"), new("▁Zo"), Unknown("é"), new("."), End];

        // When
        var words = new AttentionMatrix("1", source, [End], new float[1, 6]).MergeWords().SourceTokens;

        // Then
        Assert.Equal(["日本", "Zoé.", "</s>"], words.Select(word => word.Label));
        Assert.Equal(["日本", "é", ""], words.Select(word => word.Unknown));
        string svg = AttentionHeatmap.Render(new AttentionMatrix("1", words, [End], new float[1, 3]));
        Assert.Contains("<title>日本: unknown to the model</title>", svg, StringComparison.Ordinal);
        Assert.Contains("<title>Zoé.: the model does not know \u2068é\u2069</title>", svg, StringComparison.Ordinal);
    }

    [Fact]
    public void Control_symbols_of_any_name_are_words_of_their_own()
    {
        // Given
        AttentionToken[] source = [new("▁a"), new("[SEP]") { IsControl = true }, new("b"), new("[EOS]") { IsControl = true }];

        // When
        var words = new AttentionMatrix("1", source, [End], new float[1, 4]).MergeWords().SourceTokens;

        // Then
        Assert.Equal(["a", "[SEP]", "b", "[EOS]"], words.Select(word => word.Text));
    }

    [Fact]
    public void Parts_of_a_character_are_labelled_one_by_one_and_joined_in_words()
    {
        // Given
        AttentionToken[] source =
        [
            new("▁"), new("天") { Label = "天(1/3)", Note = "<0xE5>" }, new("") { Label = "天(2/3)", Note = "<0xA4>" },
            new("") { Label = "天(3/3)", Note = "<0xA9>" }, End,
        ];
        var matrix = new AttentionMatrix("1", source, [End], new float[1, 5]);

        // When
        string subwords = AttentionHeatmap.Render(matrix);
        var words = matrix.MergeWords().SourceTokens;

        // Then
        Assert.Contains("<title>天(2/3): &lt;0xA4&gt;</title>天(2/3)</text>", subwords, StringComparison.Ordinal);
        Assert.Equal(["天", "</s>"], words.Select(word => word.Label));
    }

    [Theory]
    [InlineData("", "(empty)")]
    [InlineData("▁", "␣")]
    [InlineData("▁▁", "␣␣")]
    [InlineData("\u0301", "◌\u0301")]
    [InlineData("▁\u0301a", "␣◌\u0301a")]
    [InlineData("\u093E", "◌\u093E")]
    [InlineData("e\u0301", "e\u0301")]
    [InlineData("\u200D", "U+200D")]
    [InlineData("▁\u200B", "␣U+200B")]
    [InlineData("\uFE0F", "U+FE0F")]
    [InlineData("\u00A0", "U+00A0")]
    [InlineData("\u00AD\u200C", "U+00AD U+200C")]
    [InlineData("👩\u200D👧", "👩\u200D👧")]
    [InlineData("a▁b", "a␣b")]
    public void Every_label_is_visible(string token, string label)
    {
        // When
        string actual = DisplayText.FromToken(token);

        // Then
        Assert.Equal(label, actual);
    }

    [Fact]
    public void A_space_alone_is_a_visible_word()
    {
        // When
        var words = new AttentionMatrix("1", [new("▁"), new("▁a")], [End], new float[1, 2]).MergeWords().SourceTokens;

        // Then
        Assert.Equal(["▁", "a"], words.Select(word => word.Label));
    }

    [Fact]
    public void Index_lists_unknown_text_of_both_sides()
    {
        // Given
        var entry = new HeatmapIndexEntry(1, "日本 <x>", "y", "1.svg") { UnknownSource = ["日本", "<x>"], UnknownTranslation = ["▁y"] };

        // When
        string page = HeatmapIndex.Render("t", [entry]);

        // Then
        Assert.Contains(
            "<dt>Unknown in the source</dt>\n<dd class=\"unknown\" lang=\"\"><bdi>日本</bdi> <bdi>&lt;x&gt;</bdi></dd>\n", page, StringComparison.Ordinal);
        Assert.Contains("<dt>Unknown in the translation</dt>\n<dd class=\"unknown\" lang=\"\"><bdi>␣y</bdi></dd>\n", page, StringComparison.Ordinal);
        XDocument.Parse(page);
    }

    private static AttentionToken Unknown(string text) => new(text) { Unknown = text };
}
