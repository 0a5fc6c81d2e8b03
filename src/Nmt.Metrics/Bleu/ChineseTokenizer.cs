using System.Text;
using Nmt.Metrics.Text;

namespace Nmt.Metrics.Bleu;

/// <summary>sacreBLEU's <c>zh</c>: every Chinese character is a token, the rest is split as by <c>13a</c>.</summary>
public sealed class ChineseTokenizer : IBleuTokenizer
{
    /// <summary>The characters that sacreBLEU considers Chinese, as inclusive ranges of UTF-16 units.</summary>
    /// <remarks>
    /// U+2001 to U+2A6D and the strings that begin with U+2F81 to U+2FA1 are mistakes in sacreBLEU, kept so that scores are equal:
    /// its source intends U+20000 to U+2A6D6 and U+2F800 to U+2FA1D, but writes four-digit escapes. Real characters of
    /// extension B are compared as single characters outside every range, and so stay attached to their neighbours.
    /// </remarks>
    private static ReadOnlySpan<char> Ranges =>
    [
        '\u2001', '\u2A6D', '\u2E80', '\u2EFF', '\u2F00', '\u2FDF', '\u2FF0', '\u2FFF', '\u3000', '\u303F',
        '\u3100', '\u312F', '\u31A0', '\u31BF', '\u31C0', '\u31EF', '\u3200', '\u33FF', '\u3400', '\u4DB5',
        '\u4E00', '\u9FBB', '\uF900', '\uFA2D', '\uFA30', '\uFA6A', '\uFA70', '\uFAD9', '\uFE10', '\uFE1F',
        '\uFE30', '\uFE4F', '\uFF00', '\uFFEF',
    ];

    /// <inheritdoc/>
    public string Tokenize(string line)
    {
        ArgumentNullException.ThrowIfNull(line);
        var trimmed = PythonWhitespace.Trim(line);
        var separated = new StringBuilder(trimmed.Length * 2);
        foreach (char character in trimmed)
        {
            if (IsChinese(character))
            {
                separated.Append(' ').Append(character).Append(' ');
            }
            else
            {
                separated.Append(character);
            }
        }

        return MtevalPunctuation.Separate(separated.ToString(), isPadded: false);
    }

    private static bool IsChinese(char character)
    {
        if (character < Ranges[0])
        {
            return false;
        }

        for (int i = 0; i < Ranges.Length; i += 2)
        {
            if (character >= Ranges[i] && character <= Ranges[i + 1])
            {
                return true;
            }
        }

        return false;
    }
}
