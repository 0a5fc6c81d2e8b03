using System.Buffers;

namespace Nmt.Metrics;

/// <summary>Joins tokens with single blanks in a pooled buffer.</summary>
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

    /// <summary>Returns the text and gives the buffer back; the writer must not be used again.</summary>
    public string Finish()
    {
        string text = new(_text, 0, _length);
        ArrayPool<char>.Shared.Return(_text);
        return text;
    }
}
