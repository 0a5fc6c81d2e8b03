using System.Numerics;
using Nmt.Model.Engine;

namespace Nmt.Model.Tests.Engine;

public sealed class RandomMaskTests
{
    private const int Block = 16_384;
    private const int Lanes = 16;

    [Theory]
    [InlineData(1)]
    [InlineData(15)]
    [InlineData(16)]
    [InlineData(17)]
    [InlineData(70)]
    [InlineData(Block)]
    [InlineData(Block + 1)]
    [InlineData((3 * Block) + 33)]
    public void Values_are_those_of_a_plain_loop(int count)
    {
        foreach (double probability in new[] { 0.1, 0.5, 0.7 })
        {
            float[] values = new float[count];
            RandomMask.Fill(values, seed: 42, probability, value: 3, threads: 1);
            Assert.Equal(PlainLoop(count, 42, probability), values.Select(value => value != 0));
            Assert.All(values, value => Assert.True(value is 0 or 3));
        }
    }

    [Theory]
    [InlineData(2)]
    [InlineData(7)]
    public void Threads_change_nothing(int threads)
    {
        float[] one = new float[(9 * Block) + 5];
        float[] several = new float[one.Length];
        RandomMask.Fill(one, seed: 1, 0.6, value: 1, threads: 1);
        RandomMask.Fill(several, seed: 1, 0.6, value: 1, threads);
        Assert.Equal(one, several);
    }

    [Theory]
    [InlineData(0.05)]
    [InlineData(0.3)]
    [InlineData(0.5)]
    [InlineData(0.9)]
    public void Values_have_the_probability_within_each_lane_and_each_block(double probability)
    {
        // Given
        const int blocks = 64;
        float[] values = new float[blocks * Block];

        // When
        RandomMask.Fill(values, seed: 7, probability, value: 1, threads: 1);

        // Then: within five standard deviations of a binomial distribution.
        for (int lane = 0; lane < Lanes; lane++)
        {
            AssertBinomial(values.Where((_, i) => i % Lanes == lane), probability);
        }

        foreach (float[] block in values.Chunk(Block))
        {
            AssertBinomial(block, probability);
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(Lanes)]
    [InlineData(256)]
    [InlineData(Block)]
    public void Values_at_a_distance_are_independent(int distance)
    {
        // Given
        float[] values = new float[64 * Block];
        RandomMask.Fill(values, seed: 11, 0.5, value: 1, threads: 1);

        // When
        var equal = values.Skip(distance).Zip(values, (later, earlier) => later == earlier ? 1f : 0);

        // Then
        AssertBinomial(equal, 0.5);
    }

    [Fact]
    public void Seeds_beside_each_other_have_independent_values()
    {
        float[] one = new float[64 * Block];
        float[] other = new float[one.Length];
        RandomMask.Fill(one, seed: 5, 0.5, value: 1, threads: 1);
        RandomMask.Fill(other, seed: 6, 0.5, value: 1, threads: 1);
        AssertBinomial(one.Zip(other, (a, b) => a == b ? 1f : 0), 0.5);
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(1, 1)]
    public void A_certain_value_is_everywhere(double probability, float expected)
    {
        float[] values = new float[1000];
        RandomMask.Fill(values, seed: 3, probability, value: 1, threads: 1);
        Assert.All(values, value => Assert.Equal(expected, value));
    }

    [Fact]
    public void Nothing_is_filled_where_there_is_nothing() => RandomMask.Fill([], seed: 1, 0.5, value: 1, threads: 2);

    private static void AssertBinomial(IEnumerable<float> values, double probability)
    {
        var all = values.ToList();
        double deviation = Math.Sqrt(probability * (1 - probability) / all.Count);
        Assert.InRange(all.Average(), probability - (5 * deviation), probability + (5 * deviation));
    }

    /// <summary>One generator after the other, in scalar arithmetic: xoshiro128++ as its authors publish it.</summary>
    private static bool[] PlainLoop(int count, ulong seed, double probability)
    {
        bool[] values = new bool[count];
        for (int start = 0; start < count; start += Block)
        {
            uint[][] generators = Generators(SplitMix(seed + ((ulong)(start / Block) * 0x9E3779B97F4A7C15)));
            for (int i = start; i < Math.Min(count, start + Block); i++)
            {
                values[i] = Next(generators[(i - start) % Lanes]) < probability * Math.Pow(2, 32);
            }
        }

        return values;
    }

    private static uint[][] Generators(ulong seed)
    {
        uint[] words = new uint[4 * Lanes];
        for (int i = 0; i < words.Length; i += 2)
        {
            seed += 0x9E3779B97F4A7C15;
            ulong mixed = SplitMix(seed);
            (words[i], words[i + 1]) = ((uint)mixed, (uint)(mixed >> 32));
        }

        return [.. Enumerable.Range(0, Lanes).Select(lane => new[] { words[lane], words[Lanes + lane], words[(2 * Lanes) + lane], words[(3 * Lanes) + lane] })];
    }

    private static uint Next(uint[] s)
    {
        uint result = BitOperations.RotateLeft(s[0] + s[3], 7) + s[0];
        uint t = s[1] << 9;
        s[2] ^= s[0];
        s[3] ^= s[1];
        s[1] ^= s[2];
        s[0] ^= s[3];
        s[2] ^= t;
        s[3] = BitOperations.RotateLeft(s[3], 11);
        return result;
    }

    private static ulong SplitMix(ulong z)
    {
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
}
