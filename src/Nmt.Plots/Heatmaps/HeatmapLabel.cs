using System.Globalization;
using System.Text;

namespace Nmt.Plots.Heatmaps;

/// <summary>The label of a token on its axis.</summary>
internal sealed class HeatmapLabel
{
    /// <summary>An upright label may have this many narrow characters, such as the two of <c>5月</c> and of <c>12月</c>.</summary>
    private const int MaxNarrowUpright = 2;

    internal HeatmapLabel(AttentionToken token)
    {
        Token = token.Label;
        Full = DisplayText.FromToken(token.Label);
        Shown = TextExtent.Shorten(Full, HeatmapLayout.MaxLabelColumns);
        Unknown = token.IsUnknown ? DisplayText.FromToken(token.Unknown) : "";
        Tooltip = IsUnknown ? UnknownTooltip() : token.Note.Length > 0 ? $"{Full}: {DisplayText.Printable(token.Note)}" : Shown == Full ? "" : Full;
        IsControl = token.IsControl;
        Rune[] runes = [.. Shown.EnumerateRunes()];
        IsUpright = runes.Any(TextExtent.IsWide) && runes.Count(rune => TextExtent.Columns(rune) == 1) <= MaxNarrowUpright
            && !TextDirection.IsRightToLeft(Shown);
    }

    /// <summary>The text before any character was replaced, which determines the direction.</summary>
    internal string Token { get; }

    internal string Full { get; }

    /// <summary><see cref="Full"/>, or its beginning if it is long.</summary>
    internal string Shown { get; }

    /// <summary>The text that the model does not know; empty for none.</summary>
    internal string Unknown { get; }

    internal bool IsUnknown => Unknown.Length > 0;

    /// <summary>What hovering over the label shows; empty if nothing is to be added.</summary>
    internal string Tooltip { get; }

    internal bool IsControl { get; }

    /// <summary>Whether it can be written from top to bottom with upright characters: ideographs, kana, Hangul, emoji and few others.</summary>
    internal bool IsUpright { get; }

    /// <summary>The height of the label with upright characters, a line for each, in pixels.</summary>
    internal double UprightHeight(double fontSize) => StringInfo.ParseCombiningCharacters(Shown).Length * HeatmapLayout.LineHeight * fontSize;

    private string UnknownTooltip() =>
        Unknown == Full.Trim(DisplayText.VisibleSpace) ? $"{Full}: unknown to the model" : $"{Full}: the model does not know \u2068{Unknown}\u2069";
}
