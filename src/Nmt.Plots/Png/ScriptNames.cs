using System.Globalization;
using System.Text;

namespace Nmt.Plots.Png;

/// <summary>Names the script of a character, for the message that no font has it.</summary>
internal static class ScriptNames
{
    private static readonly (int First, int Last, string Name)[] Blocks =
    [
        (0x0000, 0x024F, "Latin"), (0x0370, 0x03FF, "Greek"), (0x0400, 0x052F, "Cyrillic"), (0x0530, 0x058F, "Armenian"), (0x0590, 0x05FF, "Hebrew"),
        (0x0600, 0x06FF, "Arabic"), (0x0700, 0x074F, "Syriac"), (0x0750, 0x077F, "Arabic"), (0x0780, 0x07BF, "Thaana"), (0x08A0, 0x08FF, "Arabic"),
        (0x0900, 0x097F, "Devanagari"), (0x0980, 0x09FF, "Bengali"), (0x0A00, 0x0A7F, "Gurmukhi"), (0x0A80, 0x0AFF, "Gujarati"),
        (0x0B00, 0x0B7F, "Odia"), (0x0B80, 0x0BFF, "Tamil"), (0x0C00, 0x0C7F, "Telugu"), (0x0C80, 0x0CFF, "Kannada"), (0x0D00, 0x0D7F, "Malayalam"),
        (0x0D80, 0x0DFF, "Sinhala"), (0x0E00, 0x0E7F, "Thai"), (0x0E80, 0x0EFF, "Lao"), (0x0F00, 0x0FFF, "Tibetan"), (0x1000, 0x109F, "Burmese"),
        (0x10A0, 0x10FF, "Georgian"), (0x1100, 0x11FF, "Korean"), (0x1200, 0x139F, "Ethiopic"), (0x1780, 0x17FF, "Khmer"), (0x1800, 0x18AF, "Mongolian"),
        (0x1E00, 0x1EFF, "Latin"), (0x1F00, 0x1FFF, "Greek"), (0x2600, 0x27BF, "emoji"), (0x2000, 0x2BFF, "symbols"), (0x2E80, 0x303F, "Chinese"), (0x3040, 0x30FF, "Japanese"),
        (0x3100, 0x312F, "Chinese"), (0x3130, 0x318F, "Korean"), (0x31F0, 0x31FF, "Japanese"), (0x3200, 0x33FF, "Japanese"), (0x3400, 0x9FFF, "Chinese"),
        (0xA000, 0xA4CF, "Yi"), (0xAC00, 0xD7FF, "Korean"), (0xF900, 0xFAFF, "Chinese"), (0xFB1D, 0xFB4F, "Hebrew"), (0xFB50, 0xFDFF, "Arabic"),
        (0xFE70, 0xFEFF, "Arabic"), (0xFF00, 0xFF60, "Chinese"), (0xFF61, 0xFF9F, "Japanese"), (0x1F000, 0x1FAFF, "emoji"), (0x20000, 0x3FFFD, "Chinese"),
    ];

    /// <summary>The script's name, or the code point of a character of another script.</summary>
    internal static string Of(string cluster)
    {
        Rune.DecodeFromUtf16(cluster, out var rune, out _);
        return Array.Find(Blocks, block => rune.Value >= block.First && rune.Value <= block.Last).Name
            ?? string.Create(CultureInfo.InvariantCulture, $"U+{rune.Value:X4}");
    }
}
