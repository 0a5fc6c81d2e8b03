using Nmt.Data.Checks.Lines;

namespace Nmt.Data.Checks.Pairs;

/// <summary>What stands for a pair where pairs are compared: the hashes of pair, source and target.</summary>
internal readonly record struct PairHashes(ulong Pair, ulong Source, ulong Target)
{
    /// <summary>The hash of the pair (0), the source (1) or the target (2).</summary>
    public ulong this[int part] => part switch { 0 => Pair, 1 => Source, _ => Target };

    /// <summary>The hashes of two lines.</summary>
    public static PairHashes Of(ReadOnlySpan<byte> source, ReadOnlySpan<byte> target)
    {
        var (sourceHash, targetHash) = (LineHash.Of(source), LineHash.Of(target));
        return new PairHashes(LineHash.OfPair(sourceHash, targetHash), sourceHash, targetHash);
    }
}
