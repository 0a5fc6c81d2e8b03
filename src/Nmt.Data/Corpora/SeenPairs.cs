using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace Nmt.Data.Corpora;

/// <summary>Remembers pairs by 64 bits of their SHA-256: some 20 to 40 bytes a pair, whatever its length.</summary>
/// <remarks>
/// Two different pairs share 64 bits with a probability of 2^-64: among a hundred million pairs, one in 3700 such corpora has
/// a pair that is wrongly taken for another.
/// </remarks>
internal sealed class SeenPairs
{
    private readonly HashSet<ulong> _hashes = [];

    /// <summary>Remembers a pair; false when it was there already.</summary>
    public bool Add(string source, string target)
    {
        // Each side for itself first, so that the border between them counts.
        Span<byte> digests = stackalloc byte[2 * SHA256.HashSizeInBytes];
        SHA256.HashData(MemoryMarshal.AsBytes(source.AsSpan()), digests);
        SHA256.HashData(MemoryMarshal.AsBytes(target.AsSpan()), digests[SHA256.HashSizeInBytes..]);
        Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(digests, digest);
        return _hashes.Add(BinaryPrimitives.ReadUInt64LittleEndian(digest));
    }
}
