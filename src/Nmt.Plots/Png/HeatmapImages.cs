using Nmt.Plots.Heatmaps;
using SkiaSharp;

namespace Nmt.Plots.Png;

/// <summary>Draws heatmaps as PNG images, which look like the SVG ones, with the fonts of the system.</summary>
/// <remarks>One object draws many: it keeps the fonts. A character that no font has becomes an empty box.</remarks>
public sealed class HeatmapImages : IDisposable
{
    /// <summary>400 MB of pixels: more than 250 subwords on both sides at scale 2.</summary>
    private const double MaxPixels = 100_000_000;

    private readonly double _scale;
    private readonly Typefaces _typefaces;
    private readonly SortedSet<string> _withoutFont = new(StringComparer.Ordinal);

    /// <summary>Finds the fonts of the system.</summary>
    /// <param name="scale">Pixels of the image for each unit of the SVG, above 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">When the scale is not above 0.</exception>
    /// <exception cref="PlatformNotSupportedException">When the native library that draws does not load.</exception>
    public HeatmapImages(double scale)
        : this(scale, Typefaces.OfSystem())
    {
        try
        {
            using var probe = new SKPaint();
        }
        catch (Exception fault) when (fault is DllNotFoundException or TypeInitializationException or BadImageFormatException)
        {
            throw new PlatformNotSupportedException($"the Skia library does not load on this system: {fault.GetBaseException().Message}", fault);
        }
    }

    internal HeatmapImages(double scale, Typefaces typefaces)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(scale);
        (_scale, _typefaces) = (scale, typefaces);
    }

    /// <summary>The scripts of the characters that no font had so far, in alphabetical order.</summary>
    public IReadOnlyCollection<string> ScriptsWithoutFont => _withoutFont;

    /// <summary>Draws one matrix.</summary>
    /// <param name="matrix">Weights and tokens; either side may be empty.</param>
    public HeatmapImage Render(AttentionMatrix matrix)
    {
        ArgumentNullException.ThrowIfNull(matrix);
        var painter = new HeatmapPainter(matrix);
        double scale = Math.Min(_scale, Math.Sqrt(MaxPixels / (painter.Layout.Width * painter.Layout.Height)));
        int width = (int)Math.Ceiling(painter.Layout.Width * scale);
        int height = (int)Math.Ceiling(painter.Layout.Height * scale);
        using var surface = SKSurface.Create(new SKImageInfo(width, height, SKColorType.Rgba8888, SKAlphaType.Opaque))
            ?? throw new OutOfMemoryException($"no memory for an image of {width} x {height} pixels");
        surface.Canvas.Clear(SKColors.White);
        surface.Canvas.Scale((float)scale);
        painter.Paint(new SkiaCanvas(surface.Canvas, _typefaces, _withoutFont));
        using var image = surface.Snapshot();
        using var data = image.Encode(SKEncodedImageFormat.Png, quality: 100);
        return new HeatmapImage(data.ToArray(), scale);
    }

    /// <summary>Releases the fonts.</summary>
    public void Dispose() => _typefaces.Dispose();
}

/// <summary>A heatmap as an image.</summary>
/// <param name="Png">The bytes of a PNG file.</param>
/// <param name="Scale">Pixels for each unit of the SVG: fewer than requested where the image would not fit into memory.</param>
public sealed record HeatmapImage(byte[] Png, double Scale);
