using System.Buffers;

namespace Nmt.Metrics;

/// <summary>Reads a word's characters in one pass while it writes the text for the next pass.</summary>
/// <remarks>Two buffers from the pool swap places; the value is used by reference and disposed by its creator.</remarks>
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

    /// <summary>What is read: after <see cref="Restart"/>, what the last pass has written.</summary>
    public readonly ReadOnlySpan<char> Text => _read.AsSpan(0, _readLength);

    /// <summary>The character that <see cref="TryRead"/> gives next; null at the end.</summary>
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
        bool isThere = _position < _readLength;
        next = isThere ? _read[_position++] : '\0';
        return isThere;
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

    public void Write(char character, bool isApart)
    {
        if (isApart)
        {
            Write(' ');
        }

        Write(character);
        if (isApart)
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
