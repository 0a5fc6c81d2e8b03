using Nmt.Data.Corpora;

namespace Nmt.Data.Tests.Corpora;

public sealed class SeenPairsTests
{
    [Fact]
    public void Set_agrees_with_a_hash_set_about_every_hash()
    {
        // Given: repeated hashes, including extremes, many more than the initial table can store.
        var random = new Random(1);
        ulong[] hashes = [0, ulong.MaxValue, 0, ulong.MaxValue, .. Enumerable.Range(0, 50_000).Select(_ => PairHashes.HashPair((ulong)random.Next(20_000), 7))];
        var expected = new HashSet<ulong>();
        var set = new SeenPairs();

        // Then
        Assert.All(hashes, hash => Assert.Equal(expected.Add(hash), set.Add(new PairHashes(hash, 0, 0))));
        Assert.Equal(expected.Count, set.Count);
    }

    [Fact]
    public void Lines_that_differ_a_little_have_different_hashes()
    {
        // Given: all strings of up to three bytes out of six, including those that end in spaces or zero bytes.
        byte[] alphabet = [0, 1, (byte)' ', (byte)'a', (byte)'b', 0xFF];
        byte[][] ones = [.. alphabet.Select(b => new[] { b })];
        byte[][] twos = [.. ones.SelectMany(line => alphabet.Select(b => line.Append(b).ToArray()))];
        byte[][] threes = [.. twos.SelectMany(line => alphabet.Select(b => line.Append(b).ToArray()))];
        byte[][] lines = [[], .. ones, .. twos, .. threes];
        lines = [.. lines, .. lines.Select(line => (byte[])[.. "12345678"u8, .. line])];

        // Then
        Assert.Equal(lines.Length, lines.Select(line => PairHashes.HashLine(line)).Distinct().Count());
        Assert.NotEqual(PairHashes.HashPair(3, 5), PairHashes.HashPair(5, 3));
    }
}
