using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;

namespace Nmt.Cpu.Kernels;

/// <summary>
/// Products of 8-bit matrices, <c>y = x wᵀ</c>, with exact 32-bit sums: every processor computes the same. Weights are packed in blocks of 16
/// outputs, and in a block in groups of 4 inputs: <c>[outputs/16, inputs/4, 16, 4]</c>, filled up with zeros.
/// </summary>
internal static unsafe class Int8Product
{
    /// <summary>Outputs of a block.</summary>
    public const int BlockSize = 16;

    /// <summary>Inputs of a group.</summary>
    public const int GroupSize = 4;

    /// <summary>What the dot products of x86, which multiply unsigned by signed bytes, add to the left side.</summary>
    public const int Shift = 128;

    private const int RowsAtOnce = 4;

    /// <summary>The instructions that products may use.</summary>
    internal enum Instructions
    {
        /// <summary>Loops over numbers: the oracle of the others.</summary>
        Plain,

        /// <summary>Arm's dot products of four bytes.</summary>
        ArmDotProduct,

        /// <summary>16-bit products of AVX2.</summary>
        Avx2,

        /// <summary>16-bit products of AVX-512.</summary>
        Avx512,

        /// <summary>x86's dot products of four bytes.</summary>
        Vnni,
    }

    /// <summary>The fastest instructions of this processor.</summary>
    public static Instructions Best { get; } = Enum.GetValues<Instructions>().Where(IsSupported).Max();

    /// <summary>Whether this processor has the instructions.</summary>
    public static bool IsSupported(Instructions instructions) => instructions switch
    {
        Instructions.Plain => true,
        Instructions.ArmDotProduct => Dp.IsSupported,
        Instructions.Avx2 => System.Runtime.Intrinsics.X86.Avx2.IsSupported,
        Instructions.Avx512 => Avx512BW.IsSupported,
        Instructions.Vnni => AvxVnni.IsSupported,
        _ => false,
    };

    /// <summary>Computes a block of 16 outputs for all rows.</summary>
    /// <param name="left">x.</param>
    /// <param name="block">The packed weights of the block.</param>
    /// <param name="offsets">For each output, the sum of its weights times <see cref="Shift"/>.</param>
    /// <param name="target">Receives the sums.</param>
    /// <param name="instructions">The instructions to use.</param>
    public static void Multiply<TTarget>(QuantizedRows left, sbyte* block, int* offsets, ref TTarget target, Instructions instructions)
        where TTarget : struct, IInt8Target
    {
        int groups = left.Stride / GroupSize;
        int* sums = stackalloc int[RowsAtOnce * BlockSize];
        for (int row = 0; row < left.Rows; row += RowsAtOnce)
        {
            int count = Math.Min(RowsAtOnce, left.Rows - row);
            // Missing rows repeat the last.
            sbyte* x0 = left.Row(row);
            sbyte* x1 = left.Row(row + Math.Min(1, count - 1));
            sbyte* x2 = left.Row(row + Math.Min(2, count - 1));
            sbyte* x3 = left.Row(row + count - 1);
            switch (instructions)
            {
                case Instructions.Vnni when count == 1:
                    OneRowVnni(x0, block, groups, offsets, sums);
                    break;
                case Instructions.Vnni:
                    FourRowsVnni(x0, x1, x2, x3, block, groups, offsets, sums);
                    break;
                case Instructions.Avx512:
                    FourRowsAvx512(x0, x1, x2, x3, block, groups, sums);
                    break;
                case Instructions.Avx2:
                    RowAvx2(x0, block, groups, sums);
                    RowAvx2(x1, block, groups, sums + BlockSize);
                    RowAvx2(x2, block, groups, sums + (2 * BlockSize));
                    RowAvx2(x3, block, groups, sums + (3 * BlockSize));
                    break;
                case Instructions.ArmDotProduct:
                    RowArm(x0, block, groups, sums);
                    RowArm(x1, block, groups, sums + BlockSize);
                    RowArm(x2, block, groups, sums + (2 * BlockSize));
                    RowArm(x3, block, groups, sums + (3 * BlockSize));
                    break;
                default:
                    RowPlain(x0, block, groups, sums);
                    RowPlain(x1, block, groups, sums + BlockSize);
                    RowPlain(x2, block, groups, sums + (2 * BlockSize));
                    RowPlain(x3, block, groups, sums + (3 * BlockSize));
                    break;
            }

            for (int i = 0; i < count; i++)
            {
                target.Write(row + i, new ReadOnlySpan<int>(sums + (i * BlockSize), BlockSize));
            }
        }

        GC.KeepAlive(left);
    }

    private static void FourRowsVnni(sbyte* x0, sbyte* x1, sbyte* x2, sbyte* x3, sbyte* block, int groups, int* offsets, int* sums)
    {
        Vector256<int> a0 = default, a1 = default, b0 = default, b1 = default, c0 = default, c1 = default, d0 = default, d1 = default;
        var shift = Vector256.Create((byte)Shift);
        for (int group = 0; group < groups; group++)
        {
            var low = Avx.LoadVector256(block);
            var high = Avx.LoadVector256(block + 32);
            var x = Vector256.Create(((int*)x0)[group]).AsByte() ^ shift;
            a0 = AvxVnni.MultiplyWideningAndAdd(a0, x, low);
            a1 = AvxVnni.MultiplyWideningAndAdd(a1, x, high);
            x = Vector256.Create(((int*)x1)[group]).AsByte() ^ shift;
            b0 = AvxVnni.MultiplyWideningAndAdd(b0, x, low);
            b1 = AvxVnni.MultiplyWideningAndAdd(b1, x, high);
            x = Vector256.Create(((int*)x2)[group]).AsByte() ^ shift;
            c0 = AvxVnni.MultiplyWideningAndAdd(c0, x, low);
            c1 = AvxVnni.MultiplyWideningAndAdd(c1, x, high);
            x = Vector256.Create(((int*)x3)[group]).AsByte() ^ shift;
            d0 = AvxVnni.MultiplyWideningAndAdd(d0, x, low);
            d1 = AvxVnni.MultiplyWideningAndAdd(d1, x, high);
            block += BlockSize * GroupSize;
        }

        var (o0, o1) = (Vector256.Load(offsets), Vector256.Load(offsets + 8));
        (a0 - o0).Store(sums);
        (a1 - o1).Store(sums + 8);
        (b0 - o0).Store(sums + 16);
        (b1 - o1).Store(sums + 24);
        (c0 - o0).Store(sums + 32);
        (c1 - o1).Store(sums + 40);
        (d0 - o0).Store(sums + 48);
        (d1 - o1).Store(sums + 56);
    }

    private static void OneRowVnni(sbyte* x0, sbyte* block, int groups, int* offsets, int* sums)
    {
        // Two groups at a time: a chain of additions per register would wait for each.
        Vector256<int> a0 = default, a1 = default, b0 = default, b1 = default;
        var shift = Vector256.Create((byte)Shift);
        int group = 0;
        for (; group + 2 <= groups; group += 2)
        {
            var x = Vector256.Create(((int*)x0)[group]).AsByte() ^ shift;
            a0 = AvxVnni.MultiplyWideningAndAdd(a0, x, Avx.LoadVector256(block));
            a1 = AvxVnni.MultiplyWideningAndAdd(a1, x, Avx.LoadVector256(block + 32));
            x = Vector256.Create(((int*)x0)[group + 1]).AsByte() ^ shift;
            b0 = AvxVnni.MultiplyWideningAndAdd(b0, x, Avx.LoadVector256(block + 64));
            b1 = AvxVnni.MultiplyWideningAndAdd(b1, x, Avx.LoadVector256(block + 96));
            block += 2 * BlockSize * GroupSize;
        }

        if (group < groups)
        {
            var x = Vector256.Create(((int*)x0)[group]).AsByte() ^ shift;
            a0 = AvxVnni.MultiplyWideningAndAdd(a0, x, Avx.LoadVector256(block));
            a1 = AvxVnni.MultiplyWideningAndAdd(a1, x, Avx.LoadVector256(block + 32));
        }

        (a0 + b0 - Vector256.Load(offsets)).Store(sums);
        (a1 + b1 - Vector256.Load(offsets + 8)).Store(sums + 8);
    }

    private static void FourRowsAvx512(sbyte* x0, sbyte* x1, sbyte* x2, sbyte* x3, sbyte* block, int groups, int* sums)
    {
        Vector512<int> a0 = default, a1 = default, b0 = default, b1 = default, c0 = default, c1 = default, d0 = default, d1 = default;
        for (int group = 0; group < groups; group++)
        {
            // Eight outputs of four weights as 16-bit numbers.
            var low = Avx512BW.ConvertToVector512Int16(Avx.LoadVector256(block));
            var high = Avx512BW.ConvertToVector512Int16(Avx.LoadVector256(block + 32));
            var x = Widen512(x0, group);
            a0 += Avx512BW.MultiplyAddAdjacent(low, x);
            a1 += Avx512BW.MultiplyAddAdjacent(high, x);
            x = Widen512(x1, group);
            b0 += Avx512BW.MultiplyAddAdjacent(low, x);
            b1 += Avx512BW.MultiplyAddAdjacent(high, x);
            x = Widen512(x2, group);
            c0 += Avx512BW.MultiplyAddAdjacent(low, x);
            c1 += Avx512BW.MultiplyAddAdjacent(high, x);
            x = Widen512(x3, group);
            d0 += Avx512BW.MultiplyAddAdjacent(low, x);
            d1 += Avx512BW.MultiplyAddAdjacent(high, x);
            block += BlockSize * GroupSize;
        }

        StorePairs(a0, a1, sums);
        StorePairs(b0, b1, sums + BlockSize);
        StorePairs(c0, c1, sums + (2 * BlockSize));
        StorePairs(d0, d1, sums + (3 * BlockSize));
    }

    /// <summary>Four values as 16-bit numbers, repeated for each output.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<short> Widen512(sbyte* x, int group) =>
        Avx512BW.ConvertToVector512Int16(Vector256.Create(((int*)x)[group]).AsSByte());

    /// <summary>Adds the two halves of each output's sum.</summary>
    private static void StorePairs(Vector512<int> low, Vector512<int> high, int* sums)
    {
        int* pairs = stackalloc int[2 * BlockSize];
        low.Store(pairs);
        high.Store(pairs + BlockSize);
        for (int i = 0; i < BlockSize; i++)
        {
            sums[i] = pairs[2 * i] + pairs[(2 * i) + 1];
        }
    }

    private static void RowAvx2(sbyte* x, sbyte* block, int groups, int* sums)
    {
        Vector256<int> a = default, b = default, c = default, d = default;
        for (int group = 0; group < groups; group++)
        {
            var values = Avx2.ConvertToVector256Int16(Vector128.Create(((int*)x)[group]).AsSByte());
            a += Avx2.MultiplyAddAdjacent(Avx2.ConvertToVector256Int16(Sse2.LoadVector128(block)), values);
            b += Avx2.MultiplyAddAdjacent(Avx2.ConvertToVector256Int16(Sse2.LoadVector128(block + 16)), values);
            c += Avx2.MultiplyAddAdjacent(Avx2.ConvertToVector256Int16(Sse2.LoadVector128(block + 32)), values);
            d += Avx2.MultiplyAddAdjacent(Avx2.ConvertToVector256Int16(Sse2.LoadVector128(block + 48)), values);
            block += BlockSize * GroupSize;
        }

        int* pairs = stackalloc int[2 * BlockSize];
        a.Store(pairs);
        b.Store(pairs + 8);
        c.Store(pairs + 16);
        d.Store(pairs + 24);
        for (int i = 0; i < BlockSize; i++)
        {
            sums[i] = pairs[2 * i] + pairs[(2 * i) + 1];
        }
    }

    private static void RowArm(sbyte* x, sbyte* block, int groups, int* sums)
    {
        Vector128<int> a = default, b = default, c = default, d = default;
        for (int group = 0; group < groups; group++)
        {
            var values = Vector128.Create(((int*)x)[group]).AsSByte();
            a = Dp.DotProduct(a, values, Vector128.Load(block));
            b = Dp.DotProduct(b, values, Vector128.Load(block + 16));
            c = Dp.DotProduct(c, values, Vector128.Load(block + 32));
            d = Dp.DotProduct(d, values, Vector128.Load(block + 48));
            block += BlockSize * GroupSize;
        }

        a.Store(sums);
        b.Store(sums + 4);
        c.Store(sums + 8);
        d.Store(sums + 12);
    }

    private static void RowPlain(sbyte* x, sbyte* block, int groups, int* sums)
    {
        new Span<int>(sums, BlockSize).Clear();
        for (int group = 0; group < groups; group++)
        {
            for (int output = 0; output < BlockSize; output++)
            {
                for (int i = 0; i < GroupSize; i++)
                {
                    sums[output] += x[(group * GroupSize) + i] * block[(((group * BlockSize) + output) * GroupSize) + i];
                }
            }
        }
    }
}

/// <summary>Receives the sums of a block.</summary>
internal interface IInt8Target
{
    /// <summary>Takes the sums of a row, one for each output of the block.</summary>
    void Write(int row, ReadOnlySpan<int> sums);
}
