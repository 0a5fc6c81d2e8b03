using System.Globalization;
using System.Text;
using Nmt.Metrics.Text;

namespace Nmt.Metrics.Bleu;

/// <summary>sacreBLEU's <c>intl</c>: the international tokenization of NIST's mteval-v14 script.</summary>
/// <remarks>
/// Three substitutions over the whole line: punctuation after anything but a number is separated, then punctuation
/// before anything but a number, then every symbol. A number that ends the line keeps its period, because nothing follows it.
/// Categories are those of whole code points in the Unicode version of .NET.
/// </remarks>
public sealed class InternationalTokenizer : IBleuTokenizer
{
    /// <inheritdoc/>
    public string Tokenize(string line)
    {
        ArgumentNullException.ThrowIfNull(line);
        string separated = SeparateSymbols(SeparateBeforeNonNumber(SeparateAfterNonNumber(line)));
        var tokens = new TokenWriter(separated.Length);
        PythonWhitespace.Split(separated, tokens);
        return tokens.Finish();
    }

    private static string SeparateAfterNonNumber(string line)
    {
        var output = new StringBuilder(line.Length * 2);
        for (int i = 0; i < line.Length;)
        {
            int length = LengthAt(line, i);
            output.Append(line, i, length);
            int next = i + length;
            i = next;
            if (!IsNumber(line, next - length) && next < line.Length && IsPunctuation(line, next))
            {
                int markLength = LengthAt(line, next);
                output.Append(' ').Append(line, next, markLength).Append(' ');
                i = next + markLength;
            }
        }

        return output.ToString();
    }

    private static string SeparateBeforeNonNumber(string line)
    {
        var output = new StringBuilder(line.Length * 2);
        for (int i = 0; i < line.Length;)
        {
            int length = LengthAt(line, i);
            int next = i + length;
            if (IsPunctuation(line, i) && next < line.Length && !IsNumber(line, next))
            {
                int followingLength = LengthAt(line, next);
                output.Append(' ').Append(line, i, length).Append(' ').Append(line, next, followingLength);
                i = next + followingLength;
            }
            else
            {
                output.Append(line, i, length);
                i = next;
            }
        }

        return output.ToString();
    }

    private static string SeparateSymbols(string line)
    {
        var output = new StringBuilder(line.Length * 2);
        for (int i = 0; i < line.Length;)
        {
            int length = LengthAt(line, i);
            string space = IsSymbol(line, i) ? " " : "";
            output.Append(space).Append(line, i, length).Append(space);
            i += length;
        }

        return output.ToString();
    }

    private static int LengthAt(string line, int index) =>
        char.IsHighSurrogate(line[index]) && index + 1 < line.Length && char.IsLowSurrogate(line[index + 1]) ? 2 : 1;

    private static bool IsNumber(string line, int index) => CharUnicodeInfo.GetUnicodeCategory(line, index)
        is UnicodeCategory.DecimalDigitNumber or UnicodeCategory.LetterNumber or UnicodeCategory.OtherNumber;

    private static bool IsPunctuation(string line, int index) => CharUnicodeInfo.GetUnicodeCategory(line, index)
        is >= UnicodeCategory.ConnectorPunctuation and <= UnicodeCategory.OtherPunctuation;

    private static bool IsSymbol(string line, int index) => CharUnicodeInfo.GetUnicodeCategory(line, index)
        is >= UnicodeCategory.MathSymbol and <= UnicodeCategory.OtherSymbol;
}
