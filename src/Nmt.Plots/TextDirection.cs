using System.Text;

namespace Nmt.Plots;

/// <summary>Tells the base direction of a text by its first strong character, as rules P2 and P3 of Unicode's UAX #9 do.</summary>
internal static class TextDirection
{
    private static readonly (int First, int Last)[] RightToLeftBlocks =
    [
        (0x0590, 0x08FF), (0xFB1D, 0xFDFF), (0xFE70, 0xFEFF), (0x10800, 0x10FFF), (0x1E800, 0x1EFFF),
    ];

    internal static bool IsRightToLeft(string text)
    {
        foreach (var rune in text.EnumerateRunes())
        {
            if (Rune.IsLetter(rune))
            {
                return Array.Exists(RightToLeftBlocks, block => rune.Value >= block.First && rune.Value <= block.Last);
            }
        }

        return false;
    }
}
