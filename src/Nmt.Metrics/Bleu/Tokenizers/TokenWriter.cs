using System.Buffers;

namespace Nmt.Metrics;

/// <summary>Joins tokens with single blanks in a pooled buffer.</summary>
internal ref struct TokenWriter
{
    private char[] _text;
    private int _length;

    public TokenWriter(int capacity) => _text = ArrayPool<char>.Shared.Rent(capacity);

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

    /// <summary>Adds each of the words that white space separates.</summary>
    public void AddWords(ReadOnlySpan<char> words)
    {
        int position = 0;
        while (PythonWhitespace.TryNextWord(words, ref position, out int start))
        {
            Add(words[start..position]);
        }
    }

    /// <summary>Returns the text and gives the buffer back; the value must not be used again.</summary>
    public readonly string Finish()
    {
        string text = new(_text, 0, _length);
        ArrayPool<char>.Shared.Return(_text);
        return text;
    }
}
