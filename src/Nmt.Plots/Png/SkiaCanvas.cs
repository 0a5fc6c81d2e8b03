using HarfBuzzSharp;
using Nmt.Plots.Heatmaps;
using SkiaSharp;
using Buffer = HarfBuzzSharp.Buffer;

namespace Nmt.Plots.Png;

/// <summary>Draws the elements of a heatmap as pixels, with the fonts of the system.</summary>
/// <param name="canvas">The pixels; the caller still owns it.</param>
/// <param name="typefaces">The fonts; the caller still owns them.</param>
/// <param name="withoutFont">Gets the scripts of the characters that no font has.</param>
internal sealed class SkiaCanvas(SKCanvas canvas, Typefaces typefaces, ISet<string> withoutFont) : IHeatmapCanvas
{
    /// <summary>The slope of text that is unknown to the model, about 12 degrees, in a font without an italic.</summary>
    private const float Slope = -0.21f;

    /// <summary>Height of descending letters below the baseline, in units of the font size.</summary>
    private const float Descent = 0.25f;

    // The box in the place of a character that no font has, in units of the font size.
    private const float BoxWidth = 0.6f;
    private const float BoxHeight = 0.7f;

    public void BeginGroup()
    {
        // Groups are for the structure of SVG.
    }

    public void EndGroup()
    {
        // See above.
    }

    public void Text(HeatmapText text)
    {
        using var paint = Fill(text.Colour);
        canvas.Save();
        canvas.Translate((float)text.X, (float)text.Y);
        canvas.RotateDegrees((float)(text.Rotation ?? 0));
        if (text.IsUpright)
        {
            DrawUpright(text, paint);
        }
        else
        {
            DrawLine(Shape(text, text.Text), text.Anchor, paint);
        }

        canvas.Restore();
    }

    public void Box(HeatmapBox box)
    {
        using var paint = Fill(box.Fill);
        // Whole cells without blurred edges; at scale 1 they begin in the middle of a pixel, as browsers draw them too.
        canvas.DrawRect(Rectangle(box), paint);
        DrawStroke(box);
    }

    public void Legend(HeatmapBox box)
    {
        var stops = ColourScale.Gradient().ToArray();
        using var shader = SKShader.CreateLinearGradient(
            new SKPoint((float)box.X, 0), new SKPoint((float)(box.X + box.Width), 0), Array.ConvertAll(stops, stop => Skia(stop.Colour)),
            Array.ConvertAll(stops, stop => (float)stop.Offset), SKShaderTileMode.Clamp);
        using var paint = new SKPaint { Shader = shader };
        canvas.DrawRect(Rectangle(box), paint);
        DrawStroke(box);
    }

    /// <summary>Draws the characters below one another, each in the middle of its line, the last of them above the position.</summary>
    private void DrawUpright(HeatmapText text, SKPaint paint)
    {
        string[] clusters = BidirectionalRuns.Clusters(text.Text);
        double line = HeatmapLayout.LineHeight * text.FontSize;
        canvas.Translate(0, (float)(-(clusters.Length - 1) * line - (Descent * text.FontSize)));
        foreach (string cluster in clusters)
        {
            DrawLine(Shape(text, cluster), TextAnchor.Middle, paint);
            canvas.Translate(0, (float)line);
        }
    }

    private void DrawLine(List<ShapedRun> runs, TextAnchor anchor, SKPaint paint)
    {
        float width = runs.Sum(run => run.Width);
        float x = anchor switch { TextAnchor.Left => 0, TextAnchor.Middle => -width / 2, _ => -width };
        foreach (var run in runs)
        {
            if (run.Glyphs is null)
            {
                DrawMissing(x, run.Size, paint);
            }
            else
            {
                canvas.DrawText(run.Glyphs, x, 0, paint);
                run.Glyphs.Dispose();
            }

            x += run.Width;
        }
    }

    /// <summary>Shapes a line: runs of one direction and one typeface, the leftmost first.</summary>
    private List<ShapedRun> Shape(HeatmapText text, string line)
    {
        float size = (float)text.FontSize;
        var shaped = new List<ShapedRun>();
        foreach (var run in BidirectionalRuns.Order(line, text.IsRightToLeft))
        {
            var parts = Parts(run.Text, text.IsBold);
            if (run.IsRightToLeft)
            {
                parts.Reverse();
            }

            foreach (var (part, typeface) in parts)
            {
                shaped.Add(typeface is null ? new ShapedRun(null, BoxWidth * size, size) : Shape(part, run.IsRightToLeft, typeface, text));
            }
        }

        return shaped;
    }

    /// <summary>The parts of a text that one typeface has, in the order of reading; characters that no font has are parts without a typeface.</summary>
    private List<(string Text, SKTypeface? Typeface)> Parts(string text, bool isBold)
    {
        var parts = new List<(string Text, SKTypeface? Typeface)>();
        foreach (string cluster in BidirectionalRuns.Clusters(text))
        {
            var typeface = typefaces.Find(cluster, isBold);
            if (typeface is null)
            {
                withoutFont.Add(ScriptNames.Of(cluster));
            }

            if (parts.Count > 0 && typeface is not null && parts[^1].Typeface == typeface)
            {
                parts[^1] = (parts[^1].Text + cluster, typeface);
            }
            else
            {
                parts.Add((cluster, typeface));
            }
        }

        return parts;
    }

    private ShapedRun Shape(string part, bool isRightToLeft, SKTypeface typeface, HeatmapText text)
    {
        using var font = new SKFont(typeface, (float)text.FontSize)
        {
            Edging = SKFontEdging.Antialias, Subpixel = true, Hinting = SKFontHinting.None, LinearMetrics = true,
            SkewX = text.IsSlanted ? Slope : 0, Embolden = text.IsBold && !typeface.IsBold,
        };
        using var buffer = new Buffer();
        buffer.AddUtf16(part);
        buffer.Direction = isRightToLeft ? Direction.RightToLeft : Direction.LeftToRight;
        buffer.GuessSegmentProperties();
        var result = typefaces.Shaper(typeface).Shape(buffer, font);
        using var builder = new SKTextBlobBuilder();
        builder.AddPositionedRun(Array.ConvertAll(result.Codepoints, glyph => (ushort)glyph), font, result.Points);
        return new ShapedRun(builder.Build(), result.Width, font.Size);
    }

    private void DrawMissing(float x, float size, SKPaint paint)
    {
        using var line = new SKPaint { Color = paint.Color, IsStroke = true, StrokeWidth = 1, IsAntialias = true };
        canvas.DrawRect(x + 1, -BoxHeight * size, (BoxWidth * size) - 2, BoxHeight * size, line);
    }

    private void DrawStroke(HeatmapBox box)
    {
        if (box.Stroke is { } stroke)
        {
            using var line = new SKPaint { Color = Skia(stroke), IsStroke = true, StrokeWidth = 1, IsAntialias = true };
            canvas.DrawRect(Rectangle(box), line);
        }
    }

    private static SKPaint Fill(Colour colour) => new() { Color = Skia(colour), IsAntialias = true };

    private static SKRect Rectangle(HeatmapBox box) => SKRect.Create((float)box.X, (float)box.Y, (float)box.Width, (float)box.Height);

    private static SKColor Skia(Colour colour) => new(colour.Red, colour.Green, colour.Blue);

    /// <summary>Glyphs of one typeface; null for a character that no font has.</summary>
    private readonly record struct ShapedRun(SKTextBlob? Glyphs, float Width, float Size);
}
