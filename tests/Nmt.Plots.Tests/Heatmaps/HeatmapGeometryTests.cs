using System.Globalization;
using System.Xml.Linq;
using Nmt.Plots.Heatmaps;

namespace Nmt.Plots.Tests.Heatmaps;

/// <summary>Where the texts of a heatmap are: the boxes that a viewer would draw, from coordinates, anchors and estimated widths.</summary>
public sealed class HeatmapGeometryTests
{
    // Of DejaVu Sans, in units of the font size.
    private const double Ascent = 0.93;
    private const double Descent = 0.24;

    private static readonly XNamespace Svg = "http://www.w3.org/2000/svg";
    private static readonly string[] Captions = ["source →", "← source", "← target", "attention weight", "slanted: unknown to the model"];

    public static TheoryData<int, string> Cases
    {
        get
        {
            string[] labels =
            [
                "a", "iiiiiiiiiiiiiiiiiiiiiiiiiiiiii", new('W', 32), new('m', 40), "Donaudampfschifffahrtsgesellschaft", new('Щ', 32), new('猫', 16),
                "한국어한국어한국어한국어", string.Concat(Enumerable.Repeat("😀", 16)), string.Concat(Enumerable.Repeat("👩‍👧", 9)), new('ش', 32), "12؟",
                "كتاب", new('ש', 32), "\u0301", "▁", new('%', 32), "\uFDFD\uFDFD\uFDFD", "",
            ];
            var cases = new TheoryData<int, string>();
            foreach (int count in new[] { 1, 2, 7, 40, 41, 200 })
            {
                foreach (string label in labels)
                {
                    cases.Add(count, label);
                }
            }

            return cases;
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void No_label_lies_over_a_title_and_all_are_inside_the_image(int count, string label)
    {
        // Given: the label among short ones, on both axes; unknown to the model in every second case.
        AttentionToken[] tokens = [.. Enumerable.Range(0, count).Select(i => new AttentionToken(i % 3 == 0 ? label : "w") { Unknown = i % 2 == 0 ? label : "" })];
        var matrix = new AttentionMatrix("Sentence " + count, tokens, tokens, new float[count, count])
        {
            Caption = "run, update 100", Direction = count % 2 == 0 ? SourceDirection.Auto : SourceDirection.RightToLeft,
        };

        // When
        var root = XDocument.Parse(AttentionHeatmap.Render(matrix)).Root!;
        var texts = root.Descendants(Svg + "text").Where(text => !double.TryParse(OwnText(text), CultureInfo.InvariantCulture, out _)).ToList();
        var titles = texts.Where(text => Captions.Contains(OwnText(text)) || text.Attribute("font-weight") is not null || text.Attribute("class") is not null).ToList();

        // Then
        Assert.InRange(titles.Count, 5, 6);
        Assert.Equal(2 * count, texts.Count - titles.Count);
        var boxes = titles.ConvertAll(title => Box(root, title));
        Assert.All(texts.Except(titles), text =>
        {
            var box = Box(root, text);
            Assert.All(boxes, title => Assert.False(Overlap(box, title), $"{text} lies over a title"));
            Assert.All(box, corner => Assert.True(IsInside(root, corner), $"{text} reaches {corner}"));
        });
        Assert.All(boxes, box => Assert.All(box, corner => Assert.True(IsInside(root, corner), $"a title reaches {corner}")));
    }

    [Theory]
    [InlineData(10, "wonderful")]
    [InlineData(40, "unverständlich")]
    [InlineData(41, "words")]
    [InlineData(60, "words")]
    [InlineData(80, "unverständlich")]
    [InlineData(80, "喜欢")]
    [InlineData(80, "كتاب")]
    [InlineData(200, "wonderful")]
    public void Labels_do_not_touch_one_another(int count, string label)
    {
        // Given
        string[] tokens = [.. Enumerable.Repeat(label, count - 1), "</s>"];
        var matrix = new AttentionMatrix("1", tokens, tokens, new float[count, count]);

        // When
        var root = XDocument.Parse(AttentionHeatmap.Render(matrix)).Root!;

        // Then
        var boxes = root.Elements(Svg + "g").Take(2).SelectMany(axis => axis.Elements(Svg + "text")).Select(text => Box(root, text)).ToList();
        Assert.Equal(2 * count, boxes.Count);
        Assert.All(boxes.Take(count - 1).Concat(boxes.Skip(count).SkipLast(1)).Zip(boxes.Skip(1).Take(count - 1).Concat(boxes.Skip(count + 1))), pair =>
            Assert.False(Overlap(pair.First, pair.Second)));
    }

    [Fact]
    public void Upright_labels_are_over_the_middle_of_their_columns_and_the_others_vertical()
    {
        // Given
        var matrix = Sample.Diagonal("1", ["我", "喜欢", "5月", "iPhone", "</s>"], ["a"]);

        // When
        var labels = XDocument.Parse(AttentionHeatmap.Render(matrix)).Root!.Elements(Svg + "g").First().Elements(Svg + "text").ToList();

        // Then
        Assert.Equal([true, true, true, false, false], labels.Select(IsUpright));
        Assert.Equal([0.0, 26.0, 52.0], labels.Take(3).Select(label => Number(label, "x") - Number(labels[0], "x")));
        Assert.All(labels.Skip(3), label => Assert.Equal(-90, Position(label).Degrees));
    }

    [Theory]
    [InlineData("The 猫 sat on it")] // Mostly not Chinese: leaning labels as always.
    [InlineData("天(1/3) 天(2/3) 天(3/3)")]
    public void Labels_lean_if_most_of_them_cannot_stand_upright(string tokens)
    {
        // When
        var labels = XDocument.Parse(AttentionHeatmap.Render(Sample.Diagonal("1", tokens.Split(' '), ["a"]))).Root!
            .Elements(Svg + "g").First().Elements(Svg + "text").ToList();

        // Then
        Assert.All(labels, label => Assert.Equal((false, -45), (IsUpright(label), Position(label).Degrees)));
    }

    [Fact]
    public void Right_to_left_source_runs_from_right_to_left()
    {
        // Given
        var matrix = new AttentionMatrix("1", ["אני", "אוהב", "NMT"], ["a"], new[,] { { 0.7f, 0.2f, 0.1f } });

        // When
        var root = XDocument.Parse(AttentionHeatmap.Render(matrix)).Root!;
        var forced = XDocument.Parse(AttentionHeatmap.Render(matrix with { Direction = SourceDirection.LeftToRight })).Root!;

        // Then: the first token is at the right; its labels begin there and lean to the left.
        Assert.Equal([0.7, 0.2, 0.1], Weights(root).OrderByDescending(cell => cell.X).Select(cell => cell.Weight));
        Assert.Equal([0.7, 0.2, 0.1], Weights(forced).OrderBy(cell => cell.X).Select(cell => cell.Weight));
        var labels = root.Elements(Svg + "g").First().Elements(Svg + "text").ToList();
        Assert.All(labels, label => Assert.Equal(45, Position(label).Degrees));
        Assert.Equal([("rtl", "start"), ("rtl", "start"), (null, "end")], labels.Select(label => (label.Attribute("direction")?.Value, label.Attribute("text-anchor")?.Value)));
        Assert.Contains(root.Elements(Svg + "text"), text => OwnText(text) == "← source");
        Assert.Contains(forced.Elements(Svg + "text"), text => OwnText(text) == "source →");
    }

    private static IEnumerable<(double X, double Weight)> Weights(XElement root) => root.Descendants(Svg + "rect")
        .Where(rect => rect.Element(Svg + "title") is not null)
        .Select(rect => (Number(rect, "x"), double.Parse(rect.Element(Svg + "title")!.Value.Split(' ')[^1], CultureInfo.InvariantCulture)));

    [Theory]
    // Advance widths of DejaVu Sans in units of the font size.
    [InlineData("W", 0.989)]
    [InlineData("m", 0.974)]
    [InlineData("i", 0.278)]
    [InlineData("É", 0.632)]
    [InlineData("Ж", 1.077)]
    [InlineData("ω", 0.837)]
    [InlineData("The quick brown fox jumps over the lazy dog", 22.544)]
    public void Widths_are_those_of_the_font_and_at_most_a_tenth_more(string text, double em)
    {
        // When
        double width = TextExtent.Width(text, fontSize: 1);

        // Then
        Assert.InRange(width, em, (1.1 * em) + 0.05);
    }

    private static string OwnText(XElement text) => string.Concat(text.Nodes().OfType<XText>().Select(node => node.Value));

    private static double Number(XElement element, string name) => double.Parse(element.Attribute(name)!.Value, CultureInfo.InvariantCulture);

    private static double FontSize(XElement text) =>
        Number(text.AncestorsAndSelf().First(element => element.Attribute("font-size") is not null), "font-size");

    private static bool IsInside(XElement root, (double X, double Y) corner) =>
        corner.X >= 0 && corner.Y >= 0 && corner.X <= Number(root, "width") && corner.Y <= Number(root, "height");

    /// <summary>The corners of a text's box, which may be turned.</summary>
    private static (double X, double Y)[] Box(XElement root, XElement text)
    {
        double size = FontSize(text);
        if (IsUpright(text))
        {
            return UprightBox(text, size);
        }

        double width = text.Attribute("font-weight") is null ? TextExtent.Width(OwnText(text), size) : TextExtent.BoldWidth(OwnText(text), size);
        string anchor = text.AncestorsAndSelf().Select(element => element.Attribute("text-anchor")?.Value).FirstOrDefault(value => value is not null) ?? "start";
        bool isRightToLeft = text.Attribute("direction")?.Value == "rtl";
        double left = anchor == "middle" ? -width / 2 : anchor == "start" != isRightToLeft ? 0 : -width;
        var (x, y, degrees) = Position(text);
        double angle = degrees * Math.PI / 180;
        (double X, double Y)[] corners =
            [(left, -Ascent * size), (left + width, -Ascent * size), (left + width, Descent * size), (left, Descent * size)];
        return Array.ConvertAll(corners, corner => (
            x + (corner.X * Math.Cos(angle)) - (corner.Y * Math.Sin(angle)), y + (corner.X * Math.Sin(angle)) + (corner.Y * Math.Cos(angle))));
    }

    private static bool IsUpright(XElement text) => text.Attribute("style")?.Value.Contains("vertical", StringComparison.Ordinal) == true;

    /// <summary>The box of characters below one another, each a line high, that end at the position.</summary>
    private static (double X, double Y)[] UprightBox(XElement text, double size)
    {
        double height = new StringInfo(OwnText(text)).LengthInTextElements * (Ascent + Descent) * size;
        double half = 0.6 * size;
        var (x, y, _) = Position(text);
        return [(x - half, y - height), (x + half, y - height), (x + half, y), (x - half, y)];
    }

    private static (double X, double Y, double Degrees) Position(XElement text)
    {
        if (text.Attribute("transform") is not { } transform)
        {
            return (Number(text, "x"), Number(text, "y"), 0);
        }

        double[] numbers = [.. transform.Value.Split([' ', '(', ')', ','], StringSplitOptions.RemoveEmptyEntries)
            .Where(part => !char.IsLetter(part[0])).Select(part => double.Parse(part, CultureInfo.InvariantCulture))];
        return (numbers[0], numbers[1], numbers[2]);
    }

    /// <summary>Whether two convex shapes overlap: no side of either separates them.</summary>
    private static bool Overlap((double X, double Y)[] first, (double X, double Y)[] second) => !Sides(first).Concat(Sides(second)).Any(axis =>
    {
        double Project((double X, double Y) corner) => (corner.X * axis.X) + (corner.Y * axis.Y);
        return first.Max(Project) <= second.Min(Project) || second.Max(Project) <= first.Min(Project);
    });

    private static IEnumerable<(double X, double Y)> Sides((double X, double Y)[] shape) =>
        shape.Select((corner, i) => (corner.Y - shape[(i + 1) % shape.Length].Y, shape[(i + 1) % shape.Length].X - corner.X));
}
