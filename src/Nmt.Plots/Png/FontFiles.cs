namespace Nmt.Plots.Png;

/// <summary>The font files of a system without a font service, those that suit labels best first.</summary>
/// <remarks>
/// The Skia library that is bundled for Linux is built without fontconfig, so that it loads on systems that lack it. It does not
/// choose fonts by character, which is done here.
/// </remarks>
internal static class FontFiles
{
    private static readonly string[] Extensions = [".ttf", ".otf", ".ttc"];

    /// <summary>Names that decide, in this order: the fonts that the SVG heatmaps ask for, whose widths the layout assumes.</summary>
    private static readonly string[] Preferred = ["DejaVuSans", "NotoSans", "LiberationSans", "Arimo", "Roboto", "OpenSans"];

    /// <summary>Parts of names of fonts that are taken only if no other has a character.</summary>
    private static readonly string[] Unusual = ["Condensed", "Narrow", "Mono", "Italic", "Oblique", "Light", "Thin", "Black", "Display", "Math", "UI", "Nastaliq", "Rashi"];

    /// <summary>The files in the folders of fonts of this system.</summary>
    internal static IReadOnlyList<string> OfSystem() => In(Folders());

    /// <summary>The files in folders and the folders below them; folders that do not exist have none.</summary>
    internal static IReadOnlyList<string> In(IEnumerable<string> folders)
    {
        var options = new EnumerationOptions { RecurseSubdirectories = true, IgnoreInaccessible = true, AttributesToSkip = 0, MaxRecursionDepth = 8 };
        return [.. folders.Where(Directory.Exists).SelectMany(folder => Directory.EnumerateFiles(folder, "*", options))
            .Where(path => Extensions.Contains(Path.GetExtension(path).ToLowerInvariant()))
            .OrderBy(path => Rank(Path.GetFileNameWithoutExtension(path))).ThenBy(path => path, StringComparer.Ordinal)];
    }

    /// <summary>Whether a font consists of coloured pictures.</summary>
    internal static bool IsEmoji(string path) => Path.GetFileName(path).Contains("Emoji", StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether a font is bold.</summary>
    internal static bool IsBold(string path) => Path.GetFileName(path).Contains("Bold", StringComparison.OrdinalIgnoreCase);

    /// <summary>Smaller is better.</summary>
    internal static int Rank(string name)
    {
        string family = name.Split('-')[0];
        int preferred = Array.IndexOf(Preferred, family);
        bool isUnusual = Array.Exists(Unusual, part => name.Contains(part, StringComparison.Ordinal));
        bool isSans = name.Contains("Sans", StringComparison.OrdinalIgnoreCase) || name.Contains("Naskh", StringComparison.OrdinalIgnoreCase);
        bool isRegular = name == family || name.EndsWith("-Regular", StringComparison.OrdinalIgnoreCase) || name.EndsWith("-Bold", StringComparison.OrdinalIgnoreCase);
        return (preferred >= 0 ? preferred : Preferred.Length) + (isSans ? 0 : 10) + (isRegular ? 0 : 20) + (isUnusual ? 40 : 0);
    }

    private static IEnumerable<string> Folders()
    {
        string home = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);
        string data = Environment.GetEnvironmentVariable("XDG_DATA_HOME") is { Length: > 0 } set ? set : Path.Combine(home, ".local/share");
        string[] shared = (Environment.GetEnvironmentVariable("XDG_DATA_DIRS") ?? "").Split(':', StringSplitOptions.RemoveEmptyEntries);
        return shared.Append("/usr/share").Append("/usr/local/share").Append(data).Select(folder => Path.Combine(folder, "fonts"))
            .Append(Path.Combine(home, ".fonts")).Distinct();
    }
}
