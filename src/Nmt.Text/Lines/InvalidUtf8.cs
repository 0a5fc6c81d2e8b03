using System.Buffers;
using System.Globalization;
using System.Text;

namespace Nmt.Text.Lines;

/// <summary>Says where bytes are not UTF-8.</summary>
public static class InvalidUtf8
{
    /// <summary>The first byte that is wrong and its place.</summary>
    /// <param name="line">A line that is not valid UTF-8.</param>
    public static string Describe(ReadOnlySpan<byte> line)
    {
        var offset = 0;
        while (Rune.DecodeFromUtf8(line[offset..], out _, out var length) == OperationStatus.Done)
        {
            offset += length;
        }

        return string.Create(
            CultureInfo.InvariantCulture, $"invalid UTF-8 (byte 0x{line[offset]:X2} at byte offset {offset} of the line)");
    }
}
