using System.Globalization;
using System.Text;

namespace Nmt.Plots;

/// <summary>How far each character advances a line of text, in units of the font size.</summary>
internal static class AdvanceWidths
{
    private const int FirstTabulated = 0x20;
    private const double Step = 0.05;

    /// <summary>
    /// Advance widths of DejaVu Sans 2.37 from U+0020 to U+052F (Latin, Greek and Cyrillic), rounded up to multiples of
    /// <see cref="Step"/>: '0' is none, '1' is one step. Marks have none; characters that the font lacks have 16 steps.
    /// </summary>
    private const string Tabulated =
        "79:A=D@688:A7877==========77AAA;D>>>@=<@@66><B?@=@>==?>D>=>878A::==;==8==66<6D====9;8=<A<<;=7=A0"
        + "0000000000000000000000000000000079====7::D:=A0D::A99:==7:9:=DDD;>>>>>>D>====6666@?@@@@@A@????==="
        + "======D;====6666=======A=====<=<>=>=>=>;>;>;>;@=@===========@=@=@=@=@=C>6666666666<<66><<<6<6<8<"
        + "7<6?=?=?=A?=@=@=@=FE>9>9>9=;=;=;=;=8=8=8?=?=?=?=?=?=DA=<=>;>;>;8=?>=>=?>;@A>===@=<8@>D86?<6<D?=@"
        + "C=C@>=>=;=78=8=B=@???>;>><;=><;=6::6MJHA@:CC@>=66@=?=?=?=?=?==>=>=DD@=@=><@=@=><6MJH@=G>?=>=DD@="
        + ">=>=====6666@=@=>9>9?=?==;=8=;@=?A>=>;>===@=@=@=@==<:A:6DD>>;<=;;=:>?>==66@=>9=<====;;=>==A;;@>6"
        + ">==<<===6788:6?DDD====B?>99999;;==;77:788==<<A<=;;<<;;;;@<>?>6>;?;;EFEA=@A?>;;>>9846668;86:77777"
        + "88::::::6:::6:::7777::87::::::7:94898:::::@@::;@@@@:@@@:@@@@@@@@00000000000000000000000000000000"
        + "00000000000000000000000000000000000000000000000000000000000000000000000000000000><B=66?=@@:;;;76"
        + "@@@@::>7?B9@A@AA7>><>=>@@6>>B?=@@=@===@>@@6=>;=7<>=<=;;==7<<=<<===<==<><>A7<=<A>==>A>>A>@==<<:>>"
        + "B=CA@>@=>=@=>==;>=;6@====>B>=?>?==@=>=666FE@??=@>>>=@=F=???@B@@@=>==B>@>FFAB>>F>==<;>=C;====@>=>"
        + "=;<<B<><CC?@<;A====;;;666CB>==<>CA@>C?B@HE@=EA=;BB@=@>@>DCD@HECA>;;0000000@>><===;><=;FC=;?=?=?="
        + "BA@>EBFCB>>;=<=<=<><CA><><>=C?C?6FC>=@>@>@>><B@6>=>=DD==@=@=FC=;><?=?=@=@=@=>;=<=<=<><=;B@><><><"
        + "><EBDB><FDGD@>@?=;@=HDBBED@=DA?=FCFC@>@@@@@@@@@@";

    /// <summary>
    /// Upper bounds for other characters by block; most are narrower. Arabic letters are wider only at the end of a word, and most
    /// of those before it are half as wide.
    /// </summary>
    private static readonly (int First, int Last, double Em)[] Blocks =
    [
        (0x0530, 0x058F, 1.0), (0x0590, 0x05FF, 0.75), (0x0600, 0x08FF, 0.95), (0x0900, 0x0DFF, 1.0), (0x0E00, 0x0EFF, 0.9),
        (0x10A0, 0x10FF, 1.05), (0x1100, 0x115F, 1.1), (0x1D00, 0x1DBF, 0.9), (0x1E00, 0x1FFF, 1.1), (0x2010, 0x2027, 1.0),
        // The open box for a space; then symbols.
        (0x2423, 0x2423, 0.7), (0x2100, 0x2BFF, 1.25),
        (0x2E80, 0xA4CF, 1.1), (0xAC00, 0xD7A3, 1.1), (0xF900, 0xFAFF, 1.1), (0xFB1D, 0xFB4F, 0.95), (0xFB50, 0xFDF9, 1.3),
        // Whole phrases as one character.
        (0xFDFA, 0xFDFD, 10.0), (0xFE30, 0xFE6F, 1.1), (0xFE70, 0xFEFF, 1.3), (0xFF00, 0xFF60, 1.1), (0xFF61, 0xFFDC, 0.6),
        // Cuneiform signs, some of which are rows of wedges.
        (0x12000, 0x1254F, 4.0), (0x1D400, 0x1D7FF, 1.15), (0x1F000, 0x1FAFF, 1.4), (0x20000, 0x3FFFD, 1.1),
    ];

    private const double Other = 1.4;

    /// <summary>The advance width of a character; marks and invisible characters have none.</summary>
    internal static double Em(Rune rune)
    {
        int index = rune.Value - FirstTabulated;
        if (index >= 0 && index < Tabulated.Length)
        {
            return (Tabulated[index] - '0') * Step;
        }

        if (Rune.GetUnicodeCategory(rune)
            is UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark or UnicodeCategory.Format or UnicodeCategory.Control)
        {
            return 0;
        }

        var block = Array.Find(Blocks, block => rune.Value >= block.First && rune.Value <= block.Last);
        return block.Em > 0 ? block.Em : Other;
    }
}
