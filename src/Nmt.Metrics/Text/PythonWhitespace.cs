using System.Buffers;

namespace Nmt.Metrics.Text;

/// <summary>White space as defined by Python's <c>str.split</c>, <c>str.strip</c> and <c>str.rstrip</c>.</summary>
/// <remarks>.NET's <see cref="char.IsWhiteSpace(char)"/> lacks U+001C to U+001F, which Python counts.</remarks>
public static class PythonWhitespace
{
    internal static bool IsWhitespace(char character) => character <= ' '
        ? character is ' ' or (>= '\t' and <= '\r') or (>= '\u001C' and <= '\u001F')
        : character >= '\u0085' && char.IsWhiteSpace(character);

    /// <summary>The text without white space at its end (Python's <c>rstrip</c>).</summary>
    public static string TrimEnd(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        int end = text.Length;
        while (end > 0 && IsWhitespace(text[end - 1]))
        {
            end--;
        }

        return end == text.Length ? text : text[..end];
    }

    internal static ReadOnlySpan<char> Trim(ReadOnlySpan<char> text)
    {
        int start = 0;
        while (start < text.Length && IsWhitespace(text[start]))
        {
            start++;
        }

        int end = text.Length;
        while (end > start && IsWhitespace(text[end - 1]))
        {
            end--;
        }

        return text[start..end];
    }

    /// <summary>Finds the next word at or after <paramref name="position"/> and moves the position past it.</summary>
    internal static bool TryNextWord(ReadOnlySpan<char> text, ref int position, out int start)
    {
        while (position < text.Length && IsWhitespace(text[position]))
        {
            position++;
        }

        start = position;
        while (position < text.Length && !IsWhitespace(text[position]))
        {
            position++;
        }

        return position > start;
    }

    /// <summary>Passes on the words of a text, separated by white space.</summary>
    internal static void Split(ReadOnlySpan<char> text, ITokenSink words)
    {
        int position = 0;
        while (TryNextWord(text, ref position, out int start))
        {
            words.Add(text[start..position]);
        }
    }
}

/// <summary>Receives the tokens of a line one by one.</summary>
internal interface ITokenSink
{
    /// <summary>Receives the next token, which is neither empty nor contains white space.</summary>
    void Add(ReadOnlySpan<char> token);
}

/// <summary>Joins tokens with single spaces in a pooled buffer.</summary>
internal sealed class TokenWriter(int capacity) : ITokenSink
{
    private char[] _text = ArrayPool<char>.Shared.Rent(capacity);
    private int _length;

    public void Add(ReadOnlySpan<char> token)
    {
        int needed = _length + token.Length + 1;
        if (needed > _text.Length)
        {
            char[] larger = ArrayPool<char>.Shared.Rent(Math.Max(needed, _text.Length * 2));
            _text.AsSpan(0, _length).CopyTo(larger);
            ArrayPool<char>.Shared.Return(_text);
            _text = larger;
        }

        if (_length > 0)
        {
            _text[_length++] = ' ';
        }

        token.CopyTo(_text.AsSpan(_length));
        _length += token.Length;
    }

    /// <summary>Returns the text and releases the buffer; the writer must not be used again.</summary>
    public string Finish()
    {
        string text = new(_text, 0, _length);
        ArrayPool<char>.Shared.Return(_text);
        return text;
    }
}
