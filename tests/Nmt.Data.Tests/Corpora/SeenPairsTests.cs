using Nmt.Data.Corpora;

namespace Nmt.Data.Tests.Corpora;

public sealed class SeenPairsTests
{
    [Fact]
    public void Set_agrees_with_a_hash_set_about_every_hash()
    {
        // Given: hashes that repeat, extremes among them, many more than the first table holds.
        var random = new Random(1);
        ulong[] hashes = [0, ulong.MaxValue, 0, ulong.MaxValue, .. Enumerable.Range(0, 50_000).Select(_ => PairHashes.OfPair((ulong)random.Next(20_000), 7))];
        var expected = new HashSet<ulong>();
        var set = new SeenPairs();

        // Then
        Assert.All(hashes, hash => Assert.Equal(expected.Add(hash), set.Add(new PairHashes(hash, 0, 0))));
        Assert.Equal(expected.Count, set.Count);
    }

    [Fact]
    public void Lines_that_differ_a_little_have_different_hashes()
    {
        // Given: all strings of up to three bytes out of six, spaces and zero bytes at the end among them.
        byte[] alphabet = [0, 1, (byte)' ', (byte)'a', (byte)'b', 0xFF];
        byte[][] ones = [.. alphabet.Select(b => new[] { b })];
        byte[][] twos = [.. ones.SelectMany(line => alphabet.Select(b => line.Append(b).ToArray()))];
        byte[][] threes = [.. twos.SelectMany(line => alphabet.Select(b => line.Append(b).ToArray()))];
        byte[][] lines = [[], .. ones, .. twos, .. threes];
        lines = [.. lines, .. lines.Select(line => (byte[])[.. "12345678"u8, .. line])];

        // Then
        Assert.Equal(lines.Length, lines.Select(line => PairHashes.OfLine(line)).Distinct().Count());
        Assert.NotEqual(PairHashes.OfPair(3, 5), PairHashes.OfPair(5, 3));
    }
}
