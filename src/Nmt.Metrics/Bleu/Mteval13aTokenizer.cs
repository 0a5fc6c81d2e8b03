using System.Buffers;
using Nmt.Metrics.Text;

namespace Nmt.Metrics.Bleu;

/// <summary>sacreBLEU's <c>13a</c>: equal to the tokenization inside NIST's mteval-v13a script.</summary>
public sealed class Mteval13aTokenizer : ISplittingTokenizer
{
    /// <inheritdoc/>
    public string Tokenize(string line)
    {
        ArgumentNullException.ThrowIfNull(line);
        // The script processes the line with a space at both ends, so the line's ends count as white space.
        return MtevalPunctuation.Separate(Unescape(line), isPadded: true);
    }

    void ISplittingTokenizer.Split(string line, ITokenSink tokens) =>
        MtevalPunctuation.Split(Unescape(line), isPadded: true, tokens);

    /// <summary>Drops SGML residue. The order matters: <c>&amp;amp;lt;</c> becomes <c>&lt;</c>.</summary>
    private static string Unescape(string line)
    {
        if (!line.AsSpan().ContainsAny('&', '<', '\n'))
        {
            return line;
        }

        return line
            .Replace("<skipped>", "", StringComparison.Ordinal)
            .Replace("-\n", "", StringComparison.Ordinal)
            .Replace('\n', ' ')
            .Replace("&quot;", "\"", StringComparison.Ordinal)
            .Replace("&amp;", "&", StringComparison.Ordinal)
            .Replace("&lt;", "<", StringComparison.Ordinal)
            .Replace("&gt;", ">", StringComparison.Ordinal);
    }
}

/// <summary>The punctuation rules of mteval-v13a, shared by the tokenizers <c>13a</c> and <c>zh</c>.</summary>
/// <remarks>
/// The script applies four substitutions to the whole line, one after the other:
/// <list type="number">
/// <item>spaces around each ASCII symbol except apostrophe, comma, period and hyphen;</item>
/// <item>spaces around a period or comma that follows anything but a digit;</item>
/// <item>the same for one that precedes anything but a digit;</item>
/// <item>spaces around a hyphen that follows a digit.</item>
/// </list>
/// No substitution looks beyond white space except to see that it is not a digit. So each word is processed on its own, and
/// the many words without punctuation are copied.
/// </remarks>
internal static class MtevalPunctuation
{
    private static readonly AsciiSet AlwaysSeparated = new("{|}~[\\]^_` !\"#$%&()*+:;<=>?@/");
    private static readonly AsciiSet MaybeSeparated = new("{|}~[\\]^_` !\"#$%&()*+:;<=>?@/.,-");

    /// <summary>Returns the line's tokens, separated by single spaces.</summary>
    /// <param name="line">The line.</param>
    /// <param name="isPadded">Whether the ends of the line count as white space; otherwise nothing precedes or follows there.</param>
    public static string Separate(ReadOnlySpan<char> line, bool isPadded)
    {
        var tokens = new TokenWriter(line.Length + 16);
        Split(line, isPadded, tokens);
        return tokens.Finish();
    }

    /// <summary>Passes the line's tokens to a sink.</summary>
    /// <inheritdoc cref="Separate"/>
    public static void Split(ReadOnlySpan<char> line, bool isPadded, ITokenSink tokens)
    {
        int position = 0;
        while (PythonWhitespace.TryNextWord(line, ref position, out int start))
        {
            var word = line[start..position];
            int mark = MaybeSeparated.IndexIn(word);
            if (mark < 0)
            {
                tokens.Add(word);
                continue;
            }

            bool followsSpace = isPadded || start > 0;
            bool precedesSpace = isPadded || position < line.Length;
            if (mark > 0 && mark == word.Length - 1 && word[mark] != '-' && precedesSpace)
            {
                // By far the most frequent case: a mark at the end of a word is separated, whatever precedes it.
                tokens.Add(word[..mark]);
                tokens.Add(word[mark..]);
                continue;
            }

            RewriteWord(word, followsSpace, precedesSpace, tokens);
        }
    }

    private static void RewriteWord(ReadOnlySpan<char> text, bool followsSpace, bool precedesSpace, ITokenSink tokens)
    {
        var word = new WordRewriter();
        word.Load(text, followsSpace, precedesSpace);
        Rewrite(ref word);
        PythonWhitespace.Split(word.Text, tokens);
        word.Dispose();
    }

    private static void Rewrite(ref WordRewriter word)
    {
        while (word.TryRead(out char next))
        {
            word.Write(next, isSeparated: AlwaysSeparated.Contains(next));
        }

        word.Restart();
        while (word.TryRead(out char next))
        {
            word.Write(next);
            if (!char.IsAsciiDigit(next) && word.TryReadIf(".,", out char mark))
            {
                word.Write(mark, isSeparated: true);
            }
        }

        word.Restart();
        while (word.TryRead(out char next))
        {
            bool isMark = next is '.' or ',' && word.Peek is { } following && !char.IsAsciiDigit(following);
            word.Write(next, isSeparated: isMark);
            if (isMark && word.TryRead(out char consumed))
            {
                word.Write(consumed);
            }
        }

        word.Restart();
        while (word.TryRead(out char next))
        {
            word.Write(next);
            if (char.IsAsciiDigit(next) && word.TryReadIf("-", out char hyphen))
            {
                word.Write(hyphen, isSeparated: true);
            }
        }

        word.Restart();
    }
}

/// <summary>Reads a word's characters in one pass while it writes the text for the next pass.</summary>
/// <remarks>Two pooled buffers swap roles; the value is passed by reference and disposed by its creator.</remarks>
internal ref struct WordRewriter
{
    private char[] _read;
    private char[] _written;
    private int _readLength;
    private int _writtenLength;
    private int _position;

    public WordRewriter()
    {
        _read = ArrayPool<char>.Shared.Rent(256);
        _written = ArrayPool<char>.Shared.Rent(256);
    }

    /// <summary>The text being read: after <see cref="Restart"/>, the text that the last pass wrote.</summary>
    public readonly ReadOnlySpan<char> Text => _read.AsSpan(0, _readLength);

    /// <summary>The character that <see cref="TryRead"/> returns next; null at the end.</summary>
    public readonly char? Peek => _position < _readLength ? _read[_position] : null;

    public void Load(ReadOnlySpan<char> word, bool followsSpace, bool precedesSpace)
    {
        _position = 0;
        _readLength = 0;
        _writtenLength = 0;
        if (followsSpace)
        {
            Write(' ');
        }

        foreach (char character in word)
        {
            Write(character);
        }

        if (precedesSpace)
        {
            Write(' ');
        }

        Restart();
    }

    public bool TryRead(out char next)
    {
        bool hasNext = _position < _readLength;
        next = hasNext ? _read[_position++] : '\0';
        return hasNext;
    }

    public bool TryReadIf(string oneOf, out char next)
    {
        if (Peek is { } candidate && oneOf.Contains(candidate, StringComparison.Ordinal))
        {
            return TryRead(out next);
        }

        next = '\0';
        return false;
    }

    public void Write(char character, bool isSeparated)
    {
        if (isSeparated)
        {
            Write(' ');
        }

        Write(character);
        if (isSeparated)
        {
            Write(' ');
        }
    }

    public void Write(char character)
    {
        if (_writtenLength == _written.Length)
        {
            char[] larger = ArrayPool<char>.Shared.Rent(_written.Length * 2);
            _written.CopyTo(larger, 0);
            ArrayPool<char>.Shared.Return(_written);
            _written = larger;
        }

        _written[_writtenLength++] = character;
    }

    /// <summary>Ends a pass: what was written is read next.</summary>
    public void Restart()
    {
        (_read, _written) = (_written, _read);
        (_readLength, _writtenLength, _position) = (_writtenLength, 0, 0);
    }

    public readonly void Dispose()
    {
        ArrayPool<char>.Shared.Return(_read);
        ArrayPool<char>.Shared.Return(_written);
    }
}
