using System.Globalization;
using System.Text;

namespace Nmt.Cli.Verbs.Bleu;

/// <summary>Finds text encodings by Python's names. Decoding is strict: invalid bytes are errors.</summary>
internal static class PythonEncoding
{
    private static readonly string[] Utf8Names = ["utf-8", "utf8", "u8", "cp65001"];

    private static readonly Dictionary<string, string> Aliases = new()
    {
        ["latin-1"] = "iso-8859-1",
        ["l1"] = "iso-8859-1",
        ["8859"] = "iso-8859-1",
        ["ascii"] = "us-ascii",
        ["sjis"] = "shift_jis",
        ["utf-16le"] = "utf-16",
        ["utf-16-le"] = "utf-16",
        ["utf-16-be"] = "utf-16be",
        ["utf-32le"] = "utf-32",
        ["utf-32-le"] = "utf-32",
        ["utf-32-be"] = "utf-32be",
    };

    /// <summary>Whether the name means UTF-8, the default encoding.</summary>
    public static bool IsUtf8(string name) => Utf8Names.Contains(Normalized(name));

    /// <summary>Returns the encoding with this name; null if it is unknown, or if the name leaves the byte order unspecified.</summary>
    public static Encoding? Find(string name)
    {
        string normalized = Normalized(name);
        if (normalized is "utf-16" or "utf-32" or "utf-7")
        {
            return null;
        }

        if (normalized.StartsWith("iso8859-", StringComparison.Ordinal))
        {
            normalized = normalized.Insert("iso".Length, "-");
        }

        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        try
        {
            string known = Aliases.GetValueOrDefault(normalized, normalized);
            return IsCodePage(known, out int page)
                ? Encoding.GetEncoding(page, EncoderFallback.ExceptionFallback, DecoderFallback.ExceptionFallback)
                : Encoding.GetEncoding(known, EncoderFallback.ExceptionFallback, DecoderFallback.ExceptionFallback);
        }
        catch (Exception fault) when (fault is ArgumentException or NotSupportedException)
        {
            // .NET reports unknown encodings only by an exception.
            return null;
        }
    }

    private static string Normalized(string name)
    {
        string lowered = name.Trim().ToLowerInvariant();
        return lowered == "shift_jis" ? lowered : lowered.Replace('_', '-');
    }

    private static bool IsCodePage(string name, out int page)
    {
        page = 0;
        return name.StartsWith("cp", StringComparison.Ordinal)
            && int.TryParse(name.AsSpan("cp".Length), NumberStyles.None, CultureInfo.InvariantCulture, out page);
    }
}
