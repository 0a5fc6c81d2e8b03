using System.Buffers.Binary;

namespace Nmt.Data.Checks.Lines;

/// <summary>64-bit hashes of lines, which stand for them where lines are compared.</summary>
/// <remarks>
/// Eight bytes at a time go through a 64 by 64 bit multiplication whose halves are folded. That two of n different lines
/// have the same hash has a chance of about n²/2^65: one in 40 million for a million lines, one in 3,700 for a hundred million.
/// </remarks>
internal static class LineHash
{
    // Odd constants with as many ones as zeros: the fractional digits of the golden ratio, of pi and of e.
    private const ulong Golden = 0x9E3779B97F4A7C15;
    private const ulong Pi = 0x243F6A8885A308D3;
    private const ulong E = 0xB7E151628AED2A6B;

    /// <summary>The hash of a line.</summary>
    public static ulong Of(ReadOnlySpan<byte> line)
    {
        var hash = Fold((ulong)line.Length ^ Golden, Pi);
        for (; line.Length >= sizeof(ulong); line = line[sizeof(ulong)..])
        {
            hash = Fold(hash ^ BinaryPrimitives.ReadUInt64LittleEndian(line), E);
        }

        Span<byte> last = stackalloc byte[sizeof(ulong)];
        last.Clear();
        line.CopyTo(last);
        return Fold(hash ^ BinaryPrimitives.ReadUInt64LittleEndian(last), Pi);
    }

    /// <summary>The hash of a pair of lines.</summary>
    public static ulong OfPair(ulong source, ulong target) => Fold(source ^ Golden, E) ^ Fold(target ^ E, Golden);

    private static ulong Fold(ulong a, ulong b)
    {
        var high = Math.BigMul(a, b, out ulong low);
        return high ^ low;
    }
}
