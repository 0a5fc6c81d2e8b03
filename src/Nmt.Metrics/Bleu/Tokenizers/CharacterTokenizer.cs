using System.Text;

namespace Nmt.Metrics;

/// <summary>sacreBLEU's <c>char</c>: every code point that is not white space is a token.</summary>
public sealed class CharacterTokenizer : IBleuTokenizer
{
    /// <inheritdoc/>
    /// <remarks>White space is kept between the blanks, as sacreBLEU does; it separates tokens and is none.</remarks>
    public string Tokenize(string line)
    {
        ArgumentNullException.ThrowIfNull(line);
        var tokens = new StringBuilder(line.Length * 2);
        for (int i = 0; i < line.Length;)
        {
            int length = i + 1 < line.Length && char.IsSurrogatePair(line, i) ? 2 : 1;
            tokens.Append(i == 0 ? "" : " ").Append(line, i, length);
            i += length;
        }

        return tokens.ToString();
    }
}
