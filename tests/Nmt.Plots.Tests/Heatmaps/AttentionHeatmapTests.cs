using System.Globalization;
using System.Xml.Linq;
using Nmt.Plots.Heatmaps;
using Nmt.TestKit;

namespace Nmt.Plots.Tests.Heatmaps;

public sealed class AttentionHeatmapTests
{
    private static readonly XNamespace Svg = "http://www.w3.org/2000/svg";

    [Theory]
    [InlineData("plain", "The black cat sees him", "Le chat noir le voit")]
    [InlineData("subwords", "▁An ▁un seen ▁word </s>", "▁Ein ▁un ge seh enes ▁Wort </s>")]
    [InlineData("arabic", "He reads a book .", "هو يقرأ كتابا .")]
    [InlineData("hebrew", "הוא קורא ספר .", "He reads a book .")]
    [InlineData("chinese", "我 喜欢 🐈 和 👩‍👧 。", "I like 🐈 and 👩‍👧 .")]
    [InlineData("markup", "<b> & \"q\" 'a' ]]>", "&lt; \u0001 \u001B[0m \uD800 \u202E")]
    public void Rendering_equals_the_golden_file(string name, string source, string target)
    {
        // Given
        var matrix = Sample.Diagonal($"Sentence 1: {name}", source.Split(' '), target.Split(' '));

        // When
        string svg = AttentionHeatmap.Render(matrix);

        // Then
        Golden.Verify($"Nmt.Plots.Tests/Golden/{name}.svg", svg);
    }

    [Fact]
    public void Rendering_of_an_empty_sentence_equals_the_golden_file()
    {
        // Given
        var matrix = new AttentionMatrix("", Array.Empty<string>(), [], new float[0, 0]);

        // When
        string svg = AttentionHeatmap.Render(matrix);

        // Then
        Golden.Verify("Nmt.Plots.Tests/Golden/empty.svg", svg);
    }

    [Fact]
    public void Any_text_gives_well_formed_XML()
    {
        // Given
        var random = new Random(11);
        for (int trial = 0; trial < 300; trial++)
        {
            string[] source = [Sample.AnyText(random, 40), Sample.AnyText(random, 5)];
            string[] target = [Sample.AnyText(random, 80)];
            var matrix = new AttentionMatrix(Sample.AnyText(random, 120), source, target, new[,] { { 0.5f, 0.5f } });

            // When
            var root = XDocument.Parse(AttentionHeatmap.Render(matrix)).Root!;

            // Then
            Assert.Equal(2, Tooltips(root).Count);
        }
    }

    [Fact]
    public void Tooltip_of_every_cell_has_source_target_and_weight()
    {
        // Given
        var matrix = new AttentionMatrix("1", ["▁the", "▁<cat>"], ["▁le", "▁chat"], new[,] { { 0.875f, 0.125f }, { 0.25f, 0.75f } });

        // When
        var tooltips = Tooltips(XDocument.Parse(AttentionHeatmap.Render(matrix)).Root!);

        // Then
        Assert.Equal(
            ["\u2068␣the\u2069 → \u2068␣le\u2069: 0.875", "\u2068␣<cat>\u2069 → \u2068␣le\u2069: 0.125",
             "\u2068␣the\u2069 → \u2068␣chat\u2069: 0.250", "\u2068␣<cat>\u2069 → \u2068␣chat\u2069: 0.750"],
            tooltips);
    }

    [Fact]
    public void Larger_weights_are_darker()
    {
        // Given
        float[,] weights = { { 0.01f, 0.1f, 0.3f, 0.5f, 0.7f, 0.9f, 1f } };
        var matrix = new AttentionMatrix("1", ["a", "b", "c", "d", "e", "f", "g"], ["x"], weights);

        // When
        int[] brightness = Cells(XDocument.Parse(AttentionHeatmap.Render(matrix)).Root!).Select(Brightness).ToArray();

        // Then
        Assert.Equal(7, brightness.Length);
        Assert.Equal(brightness.OrderDescending(), brightness);
        Assert.Equal(7, brightness.Distinct().Count());
    }

    [Fact]
    public void Picture_names_its_sentence_and_run_for_all_readers()
    {
        // Given
        var matrix = Sample.Diagonal("Sentence 7", ["a"], ["x"]) with
        {
            Caption = "run <1>, update 300", SourceText = "a & b", TargetText = "كتاب",
        };

        // When
        var root = XDocument.Parse(AttentionHeatmap.Render(matrix)).Root!;

        // Then
        Assert.Equal("img", root.Attribute("role")!.Value);
        Assert.Equal("Sentence 7: \u2068a & b\u2069", root.Element(Svg + "title")!.Value);
        Assert.Equal("\u2068run <1>, update 300\u2069. Source: \u2068a & b\u2069. Target: \u2068كتاب\u2069", root.Element(Svg + "desc")!.Value);
        Assert.Equal(["Sentence 7", "run <1>, update 300"], root.Elements(Svg + "text").Take(2).Select(text => text.Value));
    }

    [Theory]
    [InlineData(float.NaN, "#d62728")]
    [InlineData(float.PositiveInfinity, "#0a2654")]
    [InlineData(2f, "#0a2654")]
    public void An_invalid_weight_is_still_drawn(float weight, string colour)
    {
        // Given
        var matrix = new AttentionMatrix("1", ["a"], ["x"], new[,] { { weight } });

        // When
        var cell = Cells(XDocument.Parse(AttentionHeatmap.Render(matrix)).Root!).Single();

        // Then
        Assert.Equal(colour, cell.Attribute("fill")!.Value);
    }

    [Fact]
    public void Right_to_left_tokens_have_their_direction_and_a_swapped_anchor()
    {
        // Given
        var matrix = Sample.Diagonal("1", ["كتاب", "book"], ["ספר", "book"]) with { Direction = SourceDirection.LeftToRight };

        // When
        var labels = XDocument.Parse(AttentionHeatmap.Render(matrix)).Root!.Descendants(Svg + "text")
            .ToLookup(label => label.Value, label => (Direction: label.Attribute("direction")?.Value, Anchor: label.Attribute("text-anchor")?.Value));

        // Then: a source label begins at its column, a target label ends at the grid
        Assert.Equal([("rtl", "end")], labels["كتاب"]);
        Assert.Equal([("rtl", "start")], labels["ספר"]);
        Assert.Equal([(null, null), (null, "end")], labels["book"]);
    }

    [Fact]
    public void Everything_is_inside_the_image_and_longer_labels_widen_it()
    {
        // Given
        var narrow = Sample.Diagonal("1", ["a"], ["iiiiiiiiii"]);
        var wide = Sample.Diagonal("1", ["a"], ["猫猫猫猫猫猫猫猫猫猫"]);

        // When
        var narrowRoot = XDocument.Parse(AttentionHeatmap.Render(narrow)).Root!;
        var wideRoot = XDocument.Parse(AttentionHeatmap.Render(wide)).Root!;

        // Then: ten wide characters need the room of twenty narrow ones
        Assert.True(Number(wideRoot, "width") > Number(narrowRoot, "width") + 60);
        Assert.All(wideRoot.Descendants(Svg + "rect"), rect =>
            Assert.True(Number(rect, "x") + Number(rect, "width") <= Number(wideRoot, "width")
                && Number(rect, "y") + Number(rect, "height") <= Number(wideRoot, "height")));
    }

    [Fact]
    public void A_very_long_token_is_shortened_and_shown_in_full_by_its_tooltip()
    {
        // Given
        string token = "https://example.org/" + new string('x', 500);
        var matrix = Sample.Diagonal("1", [token], ["y"]);

        // When
        var root = XDocument.Parse(AttentionHeatmap.Render(matrix)).Root!;

        // Then
        var label = root.Descendants(Svg + "text").Single(text => text.Element(Svg + "title") is not null);
        Assert.Equal(token, label.Element(Svg + "title")!.Value);
        Assert.Equal(32, label.Nodes().OfType<XText>().Single().Value.Length);
        Assert.True(Number(root, "height") < 500);
    }

    [Fact]
    public void With_two_hundred_tokens_per_side_every_weight_that_does_not_round_to_zero_has_a_cell()
    {
        // Given
        string[] tokens = Enumerable.Range(0, 200).Select(i => $"w{i}").ToArray();
        var matrix = Sample.Matrix(new Random(3), tokens, tokens);

        // When
        var root = XDocument.Parse(AttentionHeatmap.Render(matrix)).Root!;

        // Then
        Assert.Equal(matrix.Weights.Cast<float>().Count(weight => weight >= 0.0005f), Cells(root).Count);
        Assert.All(Cells(root), cell => Assert.True(Number(cell, "width") > 5));
    }

    [Fact]
    public void The_culture_of_the_user_changes_nothing()
    {
        // Given
        var matrix = Sample.Diagonal("1", ["a", "b", "c"], ["x", "y"]);
        string expected = AttentionHeatmap.Render(matrix);
        var culture = CultureInfo.CurrentCulture;

        // When
        CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo("fa-IR");
        string actual = AttentionHeatmap.Render(matrix);
        CultureInfo.CurrentCulture = culture;

        // Then
        Assert.Equal(expected, actual);
    }

    private static List<XElement> Cells(XElement root) =>
        root.Descendants(Svg + "rect").Where(rect => rect.Element(Svg + "title") is not null).ToList();

    private static List<string> Tooltips(XElement root) => Cells(root).ConvertAll(cell => cell.Element(Svg + "title")!.Value);

    private static int Brightness(XElement cell)
    {
        int colour = int.Parse(cell.Attribute("fill")!.Value.AsSpan(1), NumberStyles.HexNumber, CultureInfo.InvariantCulture);
        return (colour >> 16) + ((colour >> 8) & 0xFF) + (colour & 0xFF);
    }

    private static double Number(XElement element, string attribute) =>
        double.Parse(element.Attribute(attribute)?.Value ?? "0", CultureInfo.InvariantCulture);
}
