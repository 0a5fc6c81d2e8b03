namespace Nmt.Text.Subwords;

/// <summary>A growing sequence of bytes that keeps its memory from line to line.</summary>
internal sealed class ByteBuffer
{
    private const int FirstCapacity = 1024;
    private byte[] _bytes = new byte[FirstCapacity];

    /// <summary>Bytes written so far.</summary>
    public int Length { get; private set; }

    /// <summary>The bytes written so far; valid until the next change.</summary>
    public ReadOnlySpan<byte> Written => _bytes.AsSpan(0, Length);

    /// <summary>Keeps only the first bytes.</summary>
    public void Truncate(int length) => Length = length;

    /// <summary>Appends one byte.</summary>
    public void Append(byte value)
    {
        if (Length == _bytes.Length)
        {
            Grow(1);
        }

        _bytes[Length++] = value;
    }

    /// <summary>Appends bytes.</summary>
    public void Append(ReadOnlySpan<byte> values)
    {
        values.CopyTo(Reserve(values.Length));
        Length += values.Length;
    }

    /// <summary>Free space after the written bytes; <see cref="Advance"/> says how much of it was used.</summary>
    public Span<byte> Reserve(int count)
    {
        if (_bytes.Length - Length < count)
        {
            Grow(count);
        }

        return _bytes.AsSpan(Length, count);
    }

    /// <summary>Counts bytes that were written into the reserved space.</summary>
    public void Advance(int count) => Length += count;

    private void Grow(int count) => Array.Resize(ref _bytes, checked((int)Math.Min(Array.MaxLength, Math.Max(2L * _bytes.Length, (long)Length + count))));
}
