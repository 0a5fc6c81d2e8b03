using System.Text;
using Nmt.Metrics.Text;

namespace Nmt.Metrics.Bleu;

/// <summary>The tokenizers for BLEU.</summary>
public enum BleuTokenizer
{
    /// <summary><c>13a</c>: that of mteval-v13a, the standard of the WMT evaluations.</summary>
    Mteval13a,

    /// <summary><c>intl</c>: that of mteval-v14, which splits at Unicode punctuation and symbols.</summary>
    International,

    /// <summary><c>char</c>: every character is a token.</summary>
    Character,

    /// <summary><c>zh</c>: every Chinese character is a token; the rest is split as by <c>13a</c>.</summary>
    Chinese,

    /// <summary><c>none</c>: the text is already tokenized; tokens are separated by white space.</summary>
    None,
}

/// <summary>Splits a line into the tokens that BLEU counts.</summary>
/// <remarks>Implementations are stateless, accept any string and never throw.</remarks>
public interface IBleuTokenizer
{
    /// <summary>Returns the line with its tokens separated by white space.</summary>
    /// <param name="line">One segment, already lowercased if requested and without trailing white space.</param>
    string Tokenize(string line);
}

/// <summary>A tokenizer that passes tokens on directly, without building a line.</summary>
internal interface ISplittingTokenizer : IBleuTokenizer
{
    void Split(string line, ITokenSink tokens);
}

/// <summary>A tokenizer that the caller supplies, such as a SentencePiece model.</summary>
/// <param name="Name">Its name in the signature, after <c>tok:</c>; without <c>|</c> and <c>:</c>, which are reserved.</param>
/// <param name="Create">Creates a tokenizer for one thread.</param>
public sealed record SuppliedTokenizer(string Name, Func<IBleuTokenizer> Create);

/// <summary>sacreBLEU's <c>none</c>: leaves the line unchanged.</summary>
public sealed class NoneTokenizer : ISplittingTokenizer
{
    /// <inheritdoc/>
    public string Tokenize(string line) => line;

    void ISplittingTokenizer.Split(string line, ITokenSink tokens) => PythonWhitespace.Split(line, tokens);
}

/// <summary>sacreBLEU's <c>char</c>: every code point that is not white space is a token.</summary>
public sealed class CharacterTokenizer : IBleuTokenizer
{
    /// <inheritdoc/>
    /// <remarks>White space is kept between the inserted spaces, as in sacreBLEU; it separates tokens and is not itself one.</remarks>
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
