using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Nmt.Cpu.Kernels;

/// <summary>
/// Products of float32 matrices whose rows both run along the summed dimension, <c>y = x wᵀ</c>: weights are used as they are stored, without
/// packing. Each element is a dot product in an order that depends on its depth alone: not on the other rows, columns or threads.
/// </summary>
internal static unsafe class FloatProduct
{
    private const int ColumnsAtOnce = 4;

    /// <summary>Half of a small first-level cache: the rows of x that stay there while all of w passes.</summary>
    private const int CachedBytes = 24 * 1024;

    /// <summary>Computes columns of a product with the widest vectors of this processor.</summary>
    /// <param name="left">x.</param>
    /// <param name="right">w.</param>
    /// <param name="result">y; what is there is added to if <paramref name="accumulates"/>.</param>
    /// <param name="bias">Added to each row, one element per column; null adds nothing.</param>
    /// <param name="accumulates">Whether the product is added to what is in y.</param>
    /// <param name="columns">The rows of w, and columns of y, to compute.</param>
    public static void Multiply(ConstantView left, ConstantView right, View result, float* bias, bool accumulates, Range columns)
    {
        if (Avx512F.IsSupported)
        {
            Multiply<Lanes512>(left, right, result, bias, accumulates, columns);
        }
        else if (Fma.IsSupported && Avx2.IsSupported)
        {
            Multiply<Lanes256>(left, right, result, bias, accumulates, columns);
        }
        else
        {
            Multiply<Lanes128>(left, right, result, bias, accumulates, columns);
        }
    }

    /// <summary>Computes columns of a product with vectors of one kind.</summary>
    /// <typeparam name="T">The vectors.</typeparam>
    internal static void Multiply<T>(ConstantView left, ConstantView right, View result, float* bias, bool accumulates, Range columns)
        where T : struct, ILanes<T>
    {
        var (first, count) = columns.GetOffsetAndLength(right.Rows);
        int end = first + count;
        int depth = left.Width;
        int block = Math.Clamp(CachedBytes / (sizeof(float) * Math.Max(1, depth)) / T.RowsAtOnce * T.RowsAtOnce, T.RowsAtOnce, 64);
        for (int top = 0; top < left.Rows; top += block)
        {
            int bottom = Math.Min(left.Rows, top + block);
            for (int column = first; column < end; column += ColumnsAtOnce)
            {
                var weights = new FourRows(right, column, Math.Min(ColumnsAtOnce, end - column));
                MultiplyColumns<T>(left, top, bottom, weights, new Target(result, bias, accumulates, column));
            }
        }

        GC.KeepAlive(left.Array);
        GC.KeepAlive(right.Array);
        GC.KeepAlive(result.Array);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void MultiplyColumns<T>(ConstantView left, int top, int bottom, in FourRows weights, in Target target)
        where T : struct, ILanes<T>
    {
        int row = top;
        int whole = left.Width - (left.Width % T.Count);
        for (; T.RowsAtOnce == 4 && row + 4 <= bottom; row += 4)
        {
            FourByFour<T>(left.Row(row), left.Stride, whole, weights, target, row);
        }

        for (; row + 2 <= bottom; row += 2)
        {
            TwoByFour<T>(left.Row(row), left.Stride, whole, weights, target, row);
        }

        if (row < bottom)
        {
            OneByFour<T>(left.Row(row), whole, weights, target, row);
        }

        if (whole < left.Width)
        {
            AddRests(left, top, bottom, whole, weights, target);
        }
    }

    private static void FourByFour<T>(float* x, nint stride, int depth, in FourRows w, in Target target, int row)
        where T : struct, ILanes<T>
    {
        float* x0 = x;
        float* x1 = x + stride;
        float* x2 = x1 + stride;
        float* x3 = x2 + stride;
        float* w0 = w.First;
        float* w1 = w.Second;
        float* w2 = w.Third;
        float* w3 = w.Fourth;
        T s00 = T.Zero, s01 = T.Zero, s02 = T.Zero, s03 = T.Zero;
        T s10 = T.Zero, s11 = T.Zero, s12 = T.Zero, s13 = T.Zero;
        T s20 = T.Zero, s21 = T.Zero, s22 = T.Zero, s23 = T.Zero;
        T s30 = T.Zero, s31 = T.Zero, s32 = T.Zero, s33 = T.Zero;
        int k = 0;
        while (k < depth)
        {
            var (a, b, c, d) = (T.Load(w0 + k), T.Load(w1 + k), T.Load(w2 + k), T.Load(w3 + k));
            var v = T.Load(x0 + k);
            s00 = T.MultiplyAdd(v, a, s00);
            s01 = T.MultiplyAdd(v, b, s01);
            s02 = T.MultiplyAdd(v, c, s02);
            s03 = T.MultiplyAdd(v, d, s03);
            v = T.Load(x1 + k);
            s10 = T.MultiplyAdd(v, a, s10);
            s11 = T.MultiplyAdd(v, b, s11);
            s12 = T.MultiplyAdd(v, c, s12);
            s13 = T.MultiplyAdd(v, d, s13);
            v = T.Load(x2 + k);
            s20 = T.MultiplyAdd(v, a, s20);
            s21 = T.MultiplyAdd(v, b, s21);
            s22 = T.MultiplyAdd(v, c, s22);
            s23 = T.MultiplyAdd(v, d, s23);
            v = T.Load(x3 + k);
            s30 = T.MultiplyAdd(v, a, s30);
            s31 = T.MultiplyAdd(v, b, s31);
            s32 = T.MultiplyAdd(v, c, s32);
            s33 = T.MultiplyAdd(v, d, s33);
            k += T.Count;
        }

        target.Write(row, w.Count, T.Sums(s00, s01, s02, s03));
        target.Write(row + 1, w.Count, T.Sums(s10, s11, s12, s13));
        target.Write(row + 2, w.Count, T.Sums(s20, s21, s22, s23));
        target.Write(row + 3, w.Count, T.Sums(s30, s31, s32, s33));
    }

    private static void TwoByFour<T>(float* x, nint stride, int depth, in FourRows w, in Target target, int row)
        where T : struct, ILanes<T>
    {
        float* x0 = x;
        float* x1 = x + stride;
        float* w0 = w.First;
        float* w1 = w.Second;
        float* w2 = w.Third;
        float* w3 = w.Fourth;
        T s00 = T.Zero, s01 = T.Zero, s02 = T.Zero, s03 = T.Zero;
        T s10 = T.Zero, s11 = T.Zero, s12 = T.Zero, s13 = T.Zero;
        int k = 0;
        while (k < depth)
        {
            var (a, b, c, d) = (T.Load(w0 + k), T.Load(w1 + k), T.Load(w2 + k), T.Load(w3 + k));
            var v = T.Load(x0 + k);
            s00 = T.MultiplyAdd(v, a, s00);
            s01 = T.MultiplyAdd(v, b, s01);
            s02 = T.MultiplyAdd(v, c, s02);
            s03 = T.MultiplyAdd(v, d, s03);
            v = T.Load(x1 + k);
            s10 = T.MultiplyAdd(v, a, s10);
            s11 = T.MultiplyAdd(v, b, s11);
            s12 = T.MultiplyAdd(v, c, s12);
            s13 = T.MultiplyAdd(v, d, s13);
            k += T.Count;
        }

        target.Write(row, w.Count, T.Sums(s00, s01, s02, s03));
        target.Write(row + 1, w.Count, T.Sums(s10, s11, s12, s13));
    }

    private static void OneByFour<T>(float* x, int depth, in FourRows w, in Target target, int row)
        where T : struct, ILanes<T>
    {
        float* w0 = w.First;
        float* w1 = w.Second;
        float* w2 = w.Third;
        float* w3 = w.Fourth;
        T s0 = T.Zero, s1 = T.Zero, s2 = T.Zero, s3 = T.Zero;
        int k = 0;
        while (k < depth)
        {
            var v = T.Load(x + k);
            s0 = T.MultiplyAdd(v, T.Load(w0 + k), s0);
            s1 = T.MultiplyAdd(v, T.Load(w1 + k), s1);
            s2 = T.MultiplyAdd(v, T.Load(w2 + k), s2);
            s3 = T.MultiplyAdd(v, T.Load(w3 + k), s3);
            k += T.Count;
        }

        target.Write(row, w.Count, T.Sums(s0, s1, s2, s3));
    }

    /// <summary>
    /// Adds what the rest of each row contributes that is no whole vector. Not in the loops: a call in them would move sums out of registers.
    /// </summary>
    private static void AddRests(ConstantView left, int top, int bottom, int whole, in FourRows w, in Target target)
    {
        for (int row = top; row < bottom; row++)
        {
            float* x = left.Row(row);
            float first = 0, second = 0, third = 0, fourth = 0;
            for (int k = whole; k < left.Width; k++)
            {
                first += x[k] * w.First[k];
                second += x[k] * w.Second[k];
                third += x[k] * w.Third[k];
                fourth += x[k] * w.Fourth[k];
            }

            target.Add(row, w.Count, Vector128.Create(first, second, third, fourth));
        }
    }

    /// <summary>Up to four adjacent rows of w; missing ones repeat the last.</summary>
    private readonly struct FourRows
    {
        public FourRows(ConstantView weights, int first, int count)
        {
            Count = count;
            First = weights.Row(first);
            Second = weights.Row(first + Math.Min(1, count - 1));
            Third = weights.Row(first + Math.Min(2, count - 1));
            Fourth = weights.Row(first + count - 1);
        }

        public int Count { get; }

        public float* First { get; }

        public float* Second { get; }

        public float* Third { get; }

        public float* Fourth { get; }
    }

    /// <summary>Up to four adjacent columns of y.</summary>
    private readonly struct Target(View result, float* bias, bool accumulates, int column)
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Write(int row, int count, Vector128<float> sums)
        {
            float* target = result.Row(row) + column;
            if (count == ColumnsAtOnce)
            {
                var total = bias is null ? sums : sums + Vector128.Load(bias + column);
                (accumulates ? total + Vector128.Load(target) : total).Store(target);
                return;
            }

            for (int i = 0; i < count; i++)
            {
                float total = bias is null ? sums[i] : sums[i] + bias[column + i];
                target[i] = accumulates ? total + target[i] : total;
            }
        }

        public void Add(int row, int count, Vector128<float> rests)
        {
            float* target = result.Row(row) + column;
            for (int i = 0; i < count; i++)
            {
                target[i] += rests[i];
            }
        }
    }
}
