using System.Text;
using SkiaSharp;
using SkiaSharp.HarfBuzz;

namespace Nmt.Plots.Png;

/// <summary>Chooses a typeface for every character, and keeps those that were chosen.</summary>
internal sealed class Typefaces : IDisposable
{
    private const int ZeroWidthJoiner = 0x200D;
    private const int EmojiSelector = 0xFE0F;

    private readonly IReadOnlyList<string>? _files;
    private readonly Dictionary<string, SKTypeface?> _opened = [];
    private readonly Dictionary<(string Cluster, bool IsBold), SKTypeface?> _chosen = [];
    private readonly Dictionary<SKTypeface, SKShaper> _shapers = [];

    private Typefaces(IReadOnlyList<string>? files) => _files = files;

    /// <summary>The fonts of this system.</summary>
    internal static Typefaces OfSystem() =>
        new(OperatingSystem.IsWindows() || OperatingSystem.IsMacOS() ? null : FontFiles.OfSystem());

    /// <summary>The fonts in files, the best first.</summary>
    internal static Typefaces Of(IReadOnlyList<string> files) => new(files);

    /// <summary>Finds a typeface that has all of a character.</summary>
    /// <param name="cluster">The character with its marks: a grapheme cluster.</param>
    /// <param name="isBold">Whether a bold one is preferred.</param>
    /// <returns>The typeface, which the caller must not dispose; null if no font has the character.</returns>
    internal SKTypeface? Find(string cluster, bool isBold)
    {
        if (!_chosen.TryGetValue((cluster, isBold), out var typeface))
        {
            typeface = Candidates(cluster, isBold).FirstOrDefault(candidate => HasAll(candidate, cluster));
            _chosen.Add((cluster, isBold), typeface);
        }

        return typeface;
    }

    /// <summary>The shaper of a typeface, which the caller must not dispose.</summary>
    internal SKShaper Shaper(SKTypeface typeface)
    {
        if (!_shapers.TryGetValue(typeface, out var shaper))
        {
            _shapers.Add(typeface, shaper = new SKShaper(typeface));
        }

        return shaper;
    }

    public void Dispose()
    {
        foreach (var shaper in _shapers.Values)
        {
            shaper.Dispose();
        }

        foreach (var typeface in _opened.Values)
        {
            typeface?.Dispose();
        }
    }

    /// <summary>Whether a character is shown as a coloured picture where there is a font for it.</summary>
    internal static bool IsEmoji(string cluster) =>
        cluster.EnumerateRunes().Any(rune => rune.Value is EmojiSelector or (>= 0x1F1E6 and <= 0x1F1FF) or (>= 0x1F300 and <= 0x1FAFF));

    private IEnumerable<SKTypeface> Candidates(string cluster, bool isBold)
    {
        if (_files is null)
        {
            Rune.DecodeFromUtf16(cluster, out var rune, out _);
            var match = SKFontManager.Default.MatchCharacter(null, isBold ? SKFontStyle.Bold : SKFontStyle.Normal, null, rune.Value);
            return match is null ? [] : [Keep(match)];
        }

        bool isEmoji = IsEmoji(cluster);
        return _files.OrderBy(path => FontFiles.IsEmoji(path) == isEmoji ? 0 : 1).ThenBy(path => FontFiles.IsBold(path) == isBold ? 0 : 1)
            .Select(Open).OfType<SKTypeface>();
    }

    /// <summary>Opens a font file; null if it is damaged.</summary>
    private SKTypeface? Open(string path)
    {
        if (!_opened.TryGetValue(path, out var typeface))
        {
            typeface = SKTypeface.FromFile(path);
            _opened.Add(path, typeface);
        }

        return typeface;
    }

    private SKTypeface Keep(SKTypeface match)
    {
        string name = $"{match.FamilyName} {match.FontWeight} {match.FontSlant}";
        if (_opened.TryGetValue(name, out var kept) && kept is not null)
        {
            return kept;
        }

        _opened[name] = match;
        return match;
    }

    private static bool HasAll(SKTypeface typeface, string cluster) => cluster.EnumerateRunes()
        .All(rune => rune.Value is ZeroWidthJoiner or EmojiSelector || typeface.GetGlyph(rune.Value) != 0);
}
