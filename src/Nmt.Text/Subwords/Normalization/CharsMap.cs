using System.Buffers.Binary;
using System.Text.Unicode;

namespace Nmt.Text.Subwords.Normalization;

/// <summary>SentencePiece's precompiled character map: from UTF-8 byte sequences to their replacements.</summary>
/// <remarks>
/// The trie is a double array in the layout of darts-clone (Yata 2008). A 32-bit unit has these fields, from the lowest bit:
/// label (8 bits), has-value flag (1), offset-scaled-by-256 flag (1), offset (22); if the highest bit is set, the rest is a
/// value. The child of the node at <c>p</c> under byte <c>b</c> is at <c>p ^ offset(p) ^ b</c> and has the label <c>b</c>;
/// the node's value, if any, is at <c>p ^ offset(p)</c>.
/// </remarks>
internal sealed class CharsMap
{
    // SentencePiece considers no more matches than this.
    private const int MaxMatches = 32;
    private const uint ValueFlag = 1u << 31;
    private readonly uint[] _units;
    private readonly ReadOnlyMemory<byte> _pool;

    /// <summary>Reads a map as it is stored in a model file.</summary>
    /// <exception cref="DataException">When it is damaged.</exception>
    public CharsMap(ReadOnlyMemory<byte> blob, string name)
    {
        var span = blob.Span;
        uint trieBytes = span.Length < 4 ? 0 : BinaryPrimitives.ReadUInt32LittleEndian(span);
        if (trieBytes == 0 || trieBytes % 4 != 0 || trieBytes > span.Length - 5 || span[^1] != 0)
        {
            throw new DataException($"{name}: damaged SentencePiece model: its normalization rules are malformed");
        }

        _pool = blob[(4 + (int)trieBytes)..];
        _units = new uint[trieBytes / 4];
        for (int i = 0; i < _units.Length; i++)
        {
            _units[i] = BinaryPrimitives.ReadUInt32LittleEndian(span.Slice(4 + (4 * i), 4));
            uint value = _units[i] & ~ValueFlag;
            if ((_units[i] & ValueFlag) != 0 && (value >= _pool.Length || IsInsideCharacter(_pool.Span, (int)value)))
            {
                throw new DataException($"{name}: damaged SentencePiece model: a normalization rule has no valid replacement");
            }
        }

        if (!Utf8.IsValid(_pool.Span))
        {
            throw new DataException($"{name}: damaged SentencePiece model: its normalization rules are not UTF-8");
        }
    }

    /// <summary>Finds the longest rule that matches the start of the text.</summary>
    /// <param name="text">UTF-8.</param>
    /// <param name="replacement">The rule's replacement.</param>
    /// <returns>Number of bytes that the rule covers; 0 if no rule applies.</returns>
    public int LongestMatch(ReadOnlySpan<byte> text, out ReadOnlySpan<byte> replacement)
    {
        uint[] units = _units;
        int length = 0;
        int value = 0;
        int matches = 0;
        uint node = Offset(units[0]);
        for (int i = 0; i < text.Length && matches < MaxMatches; i++)
        {
            node ^= text[i];
            if (node >= (uint)units.Length || (units[node] & (ValueFlag | 0xFF)) != text[i])
            {
                break;
            }

            uint unit = units[node];
            node ^= Offset(unit);
            if ((unit & 0x100) != 0 && node < (uint)units.Length && (units[node] & ValueFlag) != 0 && !IsInsideCharacter(text, i + 1))
            {
                length = i + 1;
                value = (int)(units[node] & ~ValueFlag);
                matches++;
            }
        }

        replacement = length == 0 ? default : UntilNul(_pool.Span[value..]);
        return length;
    }

    /// <summary>Whether a rule matches this ASCII character alone or starts with it and another ASCII character.</summary>
    public bool HasAsciiRule(byte first)
    {
        if (LongestMatch([first], out _) > 0)
        {
            return true;
        }

        uint node = Offset(_units[0]) ^ first;
        if (node >= (uint)_units.Length || (_units[node] & (ValueFlag | 0xFF)) != first)
        {
            return false;
        }

        node ^= Offset(_units[node]);
        for (uint second = 0u; second < 0x80; second++)
        {
            uint child = node ^ second;
            if (child < (uint)_units.Length && (_units[child] & (ValueFlag | 0xFF)) == second)
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsInsideCharacter(ReadOnlySpan<byte> text, int position) => position < text.Length && (text[position] & 0xC0) == 0x80;

    private static uint Offset(uint unit) => (unit >> 10) << (int)((unit & 0x200) >> 6);

    private static ReadOnlySpan<byte> UntilNul(ReadOnlySpan<byte> text) => text[..text.IndexOf((byte)0)];
}
