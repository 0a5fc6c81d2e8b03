using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using TorchSharp;
using static TorchSharp.torch;

namespace Nmt.Model.Engine;

/// <summary>
/// Fills tensors on the CPU with random values of which each is 0 or one other. The generator is xoshiro128++ (Blackman and Vigna
/// 2021), sixteen of them side by side for each block of the tensor. Their seeds come from the library's generator, so that the same
/// <c>manual_seed</c> gives the same values, whatever the processor and the number of threads.
/// </summary>
internal static unsafe class RandomMask
{
    /// <summary>Elements that one seed serves. Also the unit of work of a thread: some microseconds.</summary>
    private const int Block = 16_384;

    private const int Lanes = 16;

    // SplitMix64 (Steele et al. 2014), which the authors of xoshiro recommend for its seeds.
    private const ulong GoldenGamma = 0x9E3779B97F4A7C15;

    /// <summary>Whether <see cref="Fill(Tensor, double, float)"/> serves tensors of this type and device; others have the library's generators.</summary>
    public static bool IsFasterFor(Tensor tensor) => tensor.device_type == DeviceType.CPU && tensor.dtype == ScalarType.Float32;

    /// <summary>Fills a contiguous tensor.</summary>
    /// <param name="tensor">Of type float32, on the CPU.</param>
    /// <param name="probability">Probability of <paramref name="value"/>, from 0 to 1, exact to 2^-32.</param>
    /// <param name="value">The value that is not 0.</param>
    public static void Fill(Tensor tensor, double probability, float value)
    {
        using var drawn = randint(0, long.MaxValue, [1], ScalarType.Int64);
        Fill(MemoryMarshal.Cast<byte, float>(tensor.bytes), (ulong)drawn.item<long>(), probability, value, get_num_threads());
    }

    /// <summary>Fills memory.</summary>
    /// <param name="values">The memory.</param>
    /// <param name="seed">Determines the values.</param>
    /// <param name="probability">Probability of <paramref name="value"/>, from 0 to 1, exact to 2^-32.</param>
    /// <param name="value">The value that is not 0.</param>
    /// <param name="threads">Number of threads to use at most; it does not change the values.</param>
    internal static void Fill(Span<float> values, ulong seed, double probability, float value, int threads)
    {
        uint limit = (uint)Math.Min(uint.MaxValue, Math.Round(probability * (1UL << 32)));
        int count = values.Length;
        int blocks = (int)(((long)count + Block - 1) / Block);
        if (blocks <= 1 || threads == 1)
        {
            for (int block = 0; block < blocks; block++)
            {
                FillBlock(values[(block * Block)..Math.Min(count, (block + 1) * Block)], SeedOf(seed, block), limit, value);
            }

            return;
        }

        fixed (float* first = values)
        {
            float* start = first;
            Parallel.For(0, blocks, new ParallelOptions { MaxDegreeOfParallelism = threads }, block =>
            {
                int offset = block * Block;
                FillBlock(new Span<float>(start + offset, Math.Min(Block, count - offset)), SeedOf(seed, block), limit, value);
            });
        }
    }

    private static ulong SeedOf(ulong seed, int block) => Mix(seed + ((ulong)block * GoldenGamma));

    private static void FillBlock(Span<float> block, ulong seed, uint limit, float value)
    {
        Span<uint> seeds = stackalloc uint[4 * Lanes];
        foreach (ref ulong word in MemoryMarshal.Cast<uint, ulong>(seeds))
        {
            seed += GoldenGamma;
            word = Mix(seed);
        }

        var (s0, s1, s2, s3) = (Load(seeds, 0), Load(seeds, 1), Load(seeds, 2), Load(seeds, 3));
        var (limits, values) = (Vector512.Create(limit), Vector512.Create(value));
        ref float target = ref MemoryMarshal.GetReference(block);
        int whole = block.Length - (block.Length % Lanes);
        for (int i = 0; i < whole; i += Lanes)
        {
            Next(ref s0, ref s1, ref s2, ref s3, limits, values).StoreUnsafe(ref target, (nuint)i);
        }

        if (whole < block.Length)
        {
            Span<float> last = stackalloc float[Lanes];
            Next(ref s0, ref s1, ref s2, ref s3, limits, values).CopyTo(last);
            last[..(block.Length - whole)].CopyTo(block[whole..]);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<float> Next(
        ref Vector512<uint> s0, ref Vector512<uint> s1, ref Vector512<uint> s2, ref Vector512<uint> s3, Vector512<uint> limit, Vector512<float> value)
    {
        var drawn = RotateLeft(s0 + s3, 7) + s0;
        var shifted = s1 << 9;
        s2 ^= s0;
        s3 ^= s1;
        s1 ^= s2;
        s0 ^= s3;
        s2 ^= shifted;
        s3 = RotateLeft(s3, 11);
        return Vector512.LessThan(drawn, limit).AsSingle() & value;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<uint> RotateLeft(Vector512<uint> bits, int count) => (bits << count) | (bits >>> (32 - count));

    private static Vector512<uint> Load(Span<uint> seeds, int word) => Vector512.Create<uint>(seeds.Slice(word * Lanes, Lanes));

    private static ulong Mix(ulong state)
    {
        state = (state ^ (state >> 30)) * 0xBF58476D1CE4E5B9;
        state = (state ^ (state >> 27)) * 0x94D049BB133111EB;
        return state ^ (state >> 31);
    }
}
