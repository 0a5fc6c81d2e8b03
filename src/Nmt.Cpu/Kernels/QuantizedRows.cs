using System.Numerics.Tensors;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Nmt.Cpu.Kernels;

/// <summary>
/// Rows rounded to 8 bits, each with a scale of its own, so that a row does not depend on the others: x is about <c>scale * q</c> with q from
/// -127 to 127. Not for several threads at once.
/// </summary>
internal sealed unsafe class QuantizedRows
{
    private const float Largest = 127;

    private sbyte[] _values = [];
    private float[] _scales = [];

    /// <summary>Bytes of a row: the width rounded up to a multiple of 4, filled up with zeros.</summary>
    public int Stride { get; private set; }

    /// <summary>Number of rows.</summary>
    public int Rows { get; private set; }

    /// <summary>The first row; for kernels, which keep this object alive.</summary>
    public sbyte* Row(int row) => (sbyte*)Unsafe.AsPointer(ref MemoryMarshal.GetArrayDataReference(_values)) + ((nint)row * Stride);

    /// <summary>The scale of a row.</summary>
    public float Scale(int row) => _scales[row];

    /// <summary>Rounds rows.</summary>
    public void Set(ConstantView rows)
    {
        Rows = rows.Rows;
        Stride = (rows.Width + 3) / 4 * 4;
        long needed = (long)Rows * Stride;
        if (_values.Length < needed)
        {
            _values = GC.AllocateUninitializedArray<sbyte>(checked((int)(needed * 3 / 2)), pinned: true);
        }

        if (_scales.Length < Rows)
        {
            _scales = new float[Rows * 3 / 2];
        }

        for (int row = 0; row < Rows; row++)
        {
            _scales[row] = Round(rows.Span(row), _values.AsSpan(row * Stride, Stride));
        }
    }

    /// <summary>Rounds a vector.</summary>
    /// <param name="values">The vector.</param>
    /// <param name="rounded">Receives the rounded values, and zeros beyond them.</param>
    /// <returns>The scale; NaN if a value is not finite.</returns>
    public static float Round(ReadOnlySpan<float> values, Span<sbyte> rounded)
    {
        float largest = Math.Abs(TensorPrimitives.MaxMagnitude(values));
        rounded[values.Length..].Clear();
        if (largest == 0 || !float.IsFinite(largest))
        {
            rounded.Clear();
            return largest == 0 ? 0 : float.NaN;
        }

        float factor = Largest / largest;
        int i = 0;
        for (; i + Vector128<sbyte>.Count <= values.Length; i += Vector128<sbyte>.Count)
        {
            var part = values.Slice(i, Vector128<sbyte>.Count);
            var first = Vector128.Narrow(Round(part, 0, factor), Round(part, 4, factor));
            var second = Vector128.Narrow(Round(part, 8, factor), Round(part, 12, factor));
            Vector128.Narrow(first, second).CopyTo(rounded[i..]);
        }

        for (; i < values.Length; i++)
        {
            rounded[i] = (sbyte)MathF.Round(values[i] * factor);
        }

        return largest / Largest;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<int> Round(ReadOnlySpan<float> values, int start, float factor) =>
        Vector128.ConvertToInt32Native(Vector128.Round(Vector128.Create(values.Slice(start, 4)) * factor));
}
