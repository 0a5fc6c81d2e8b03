namespace Nmt.Text.Tests;

public sealed class SeededRandomTests
{
    [Fact]
    public void Sequence_is_that_of_xoshiro256_starstar()
    {
        // Given: state and numbers of the reference test of the Rust crate rand_xoshiro, from the authors' C code
        var random = new SeededRandom(1, 2, 3, 4);

        // When
        ulong[] numbers = [.. Enumerable.Range(0, 6).Select(_ => random.NextUInt64())];

        // Then
        Assert.Equal([11520UL, 0UL, 1509978240UL, 1215971899390074240UL, 1216172134540287360UL, 607988272756665600UL], numbers);
    }

    [Fact]
    public void Seeds_are_expanded_by_SplitMix64()
    {
        // Given: seed and numbers of Rosetta Code's "Pseudo-random numbers/Splitmix64"
        ulong state = 1234567UL;

        // When
        ulong[] numbers = [SeededRandom.SplitMix64(ref state), SeededRandom.SplitMix64(ref state)];

        // Then
        Assert.Equal([6457827717110365317UL, 3203168211198807973UL], numbers);
    }

    [Fact]
    public void Integers_are_uniform_below_the_limit()
    {
        // Given
        var random = new SeededRandom(1);
        int[] counts = new int[7];

        // When
        for (int i = 0; i < 70_000; i++)
        {
            counts[random.NextInt(7)]++;
        }

        // Then: 10,000 each; 500 is more than five standard deviations
        Assert.All(counts, count => Assert.InRange(count, 9_500, 10_500));
    }

    [Fact]
    public void Seeds_and_streams_give_different_sequences()
    {
        // Given
        (int Seed, int Stream)[] arguments = [(0, 0), (0, 1), (1, 0), (1, 1), (-1, 0), (0, -1)];

        // When
        var first = arguments.Select(a => new SeededRandom(a.Seed, a.Stream).NextUInt64());

        // Then
        Assert.Equal(arguments.Length, first.Distinct().Count());
    }
}
