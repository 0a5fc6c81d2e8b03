using System.Text;
using Nmt.Text.Lines;

namespace Nmt.Text.Tokenization.Families;

/// <summary>The lines of a model's text file, numbered from 1.</summary>
internal static class ModelLines
{
    /// <summary>Reads strict UTF-8; a byte order mark and carriage returns at line ends are dropped.</summary>
    /// <exception cref="DataException">At the first line that is not UTF-8.</exception>
    public static IEnumerable<(string Line, int Number)> Read(string name, byte[] file)
    {
        int start = file.AsSpan().StartsWith(Encoding.UTF8.Preamble) ? Encoding.UTF8.Preamble.Length : 0;
        for (int number = 1; start < file.Length; number++)
        {
            int length = file.AsSpan(start).IndexOf((byte)'\n');
            int end = length < 0 ? file.Length : start + length;
            yield return (Decode(name, number, file.AsSpan(start, end - start)), number);
            start = end + 1;
        }
    }

    private static string Decode(string name, int number, ReadOnlySpan<byte> line)
    {
        line = line.EndsWith("\r"u8) ? line[..^1] : line;
        return System.Text.Unicode.Utf8.IsValid(line)
            ? Encoding.UTF8.GetString(line)
            : throw new DataException($"{name}:{number}: {LineReader.DescribeInvalid(line)}");
    }
}
