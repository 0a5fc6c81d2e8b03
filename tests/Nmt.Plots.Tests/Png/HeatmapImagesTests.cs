using System.Globalization;
using System.Xml.Linq;
using Nmt.Plots.Heatmaps;
using Nmt.Plots.Png;
using SkiaSharp;

namespace Nmt.Plots.Tests.Png;

public sealed class HeatmapImagesTests
{
    private static readonly XNamespace Svg = "http://www.w3.org/2000/svg";

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3.5)]
    public void Image_has_the_size_and_the_cells_of_the_SVG(double scale)
    {
        // Given
        var matrix = Sample.Diagonal("Sentence 1", ["▁a", "▁b", "猫", "▁כן"], ["▁x", "▁yy", "</s>"]);
        var svg = XDocument.Parse(AttentionHeatmap.Render(matrix)).Root!;
        using var images = new HeatmapImages(scale);

        // When
        using var image = SKBitmap.Decode(images.Render(matrix).Png);

        // Then: the middle of each cell has its colour.
        Assert.Equal(((int)Math.Ceiling(scale * Number(svg, "width")), (int)Math.Ceiling(scale * Number(svg, "height"))), (image.Width, image.Height));
        Assert.Equal(SKColors.White, image.GetPixel(1, 1));
        var cells = svg.Descendants(Svg + "rect").Where(rect => rect.Element(Svg + "title") is not null).ToList();
        Assert.Equal(12, cells.Count);
        Assert.All(cells, cell =>
        {
            int x = (int)(scale * (Number(cell, "x") + (Number(cell, "width") / 2)));
            int y = (int)(scale * (Number(cell, "y") + (Number(cell, "height") / 2)));
            Assert.Equal(SKColor.Parse(cell.Attribute("fill")!.Value), image.GetPixel(x, y));
        });
    }

    [Fact]
    public void Without_fonts_labels_are_boxes_and_their_scripts_are_named()
    {
        // Given
        using var images = new HeatmapImages(2, Typefaces.Of([]));
        var matrix = Sample.Diagonal("1", ["猫", "ب"], ["א", "🐈", "ಕ", "\u1C50"]);

        // When
        var png = images.Render(matrix);

        // Then
        Assert.Equal(["Arabic", "Chinese", "Hebrew", "Kannada", "Latin", "U+1C50", "emoji", "symbols"], images.ScriptsWithoutFont.Order(StringComparer.Ordinal));
        using var image = SKBitmap.Decode(png.Png);
        var grid = XDocument.Parse(AttentionHeatmap.Render(matrix)).Root!.Elements(Svg + "rect").Single(rect => rect.Attribute("stroke") is not null);
        int left = (int)(2 * Number(grid, "x"));
        int top = (int)(2 * Number(grid, "y"));
        Assert.Contains(Enumerable.Range(left - 30, 28), x => Enumerable.Range(top, 52).Any(y => image.GetPixel(x, y) != SKColors.White));
    }

    [Fact]
    public void Damaged_fonts_are_passed_over()
    {
        // Given
        string path = Path.Combine(Path.GetTempPath(), $"nmt-{Guid.NewGuid():N}.ttf");
        File.WriteAllText(path, "no font");
        try
        {
            using var images = new HeatmapImages(1, Typefaces.Of([path]));

            // When
            images.Render(Sample.Diagonal("1", ["a"], ["b"]));

            // Then
            Assert.Contains("Latin", images.ScriptsWithoutFont);
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    public void An_image_that_would_not_fit_into_memory_is_drawn_at_a_smaller_scale()
    {
        // Given
        string[] tokens = [.. Enumerable.Repeat("w", 300)];
        using var images = new HeatmapImages(8);

        // When
        var image = images.Render(new AttentionMatrix("1", tokens, tokens, new float[300, 300]));

        // Then
        Assert.InRange(image.Scale, 1, 4);
    }

    [Fact]
    public void A_scale_of_zero_is_rejected() => Assert.Throws<ArgumentOutOfRangeException>(() => new HeatmapImages(0));

    [Fact]
    public void Fonts_of_emoji_and_bold_fonts_are_told_by_their_names_and_plain_ones_come_first()
    {
        // Given
        string[] names = ["NotoSerif-Regular", "DejaVuSans-Bold", "NotoSansMono-Regular", "NotoSansCJK-Regular", "DejaVuSansMono", "DejaVuSans", "NotoSans-Regular", "NotoSans-ThinItalic"];

        // When
        string[] ordered = [.. names.OrderBy(FontFiles.Rank)];

        // Then
        Assert.Equal(["DejaVuSans-Bold", "DejaVuSans", "NotoSans-Regular", "NotoSansCJK-Regular", "NotoSerif-Regular"], ordered[..5]);
        Assert.True(FontFiles.IsEmoji("/fonts/NotoColorEmoji.ttf"));
        Assert.True(FontFiles.IsBold("/fonts/DejaVuSans-Bold.ttf"));
    }

    private static double Number(XElement element, string name) => double.Parse(element.Attribute(name)!.Value, CultureInfo.InvariantCulture);
}
