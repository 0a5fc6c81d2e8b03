using System.Runtime.Intrinsics;
using Nmt.Cpu.Kernels;

namespace Nmt.Cpu.Weights;

/// <summary>Weights in bfloat16, row by row. Products widen some rows to float32 at a time, so that memory is read half as often.</summary>
internal sealed unsafe class Bf16Matrix : WeightMatrix
{
    /// <summary>Rows that are widened at once.</summary>
    private const int WidenedRows = 16;

    [ThreadStatic]
    private static float[]? s_widened;

    private readonly ushort* _weights;
    private readonly int _stride;

    /// <summary>Wraps weights.</summary>
    /// <param name="weights">The first element; the memory stays where it is.</param>
    /// <param name="outputs">Number of rows.</param>
    /// <param name="inputs">Number of columns.</param>
    /// <param name="stride">Elements from one row to the next.</param>
    public Bf16Matrix(ushort* weights, int outputs, int inputs, int stride)
        : base(outputs, inputs)
    {
        _weights = weights;
        _stride = stride;
    }

    /// <summary>Rounds a number to the nearest bfloat16, ties to even.</summary>
    public static ushort Round(float value)
    {
        uint bits = BitConverter.SingleToUInt32Bits(value);
        return float.IsNaN(value) ? (ushort)((bits >> 16) | 0x40) : (ushort)((bits + 0x7FFF + ((bits >> 16) & 1)) >> 16);
    }

    /// <inheritdoc/>
    public override void Multiply(ProductInput input, View result, float[]? bias, bool accumulates, Range columns)
    {
        var (first, count) = columns.GetOffsetAndLength(Outputs);
        float[] widened = s_widened is { } memory && memory.Length >= WidenedRows * Inputs
            ? memory
            : s_widened = GC.AllocateUninitializedArray<float>(WidenedRows * Inputs, pinned: true);
        fixed (float* values = bias)
        {
            for (int column = first; column < first + count; column += WidenedRows)
            {
                int rows = Math.Min(WidenedRows, first + count - column);
                for (int row = 0; row < rows; row++)
                {
                    CopyRow(column + row, widened.AsSpan(row * Inputs, Inputs));
                }

                FloatProduct.Multiply(
                    input.Values, new ConstantView(widened, 0, rows, Inputs, Inputs), result.Columns(column, rows),
                    values is null ? null : values + column, accumulates, ..rows);
            }
        }
    }

    /// <inheritdoc/>
    public override void CopyRow(int row, Span<float> target)
    {
        ushort* source = _weights + ((nint)row * _stride);
        int i = 0;
        for (; i + Vector128<ushort>.Count <= target.Length; i += Vector128<ushort>.Count)
        {
            var (low, high) = Vector128.Widen(Vector128.Load(source + i));
            (low << 16).AsSingle().CopyTo(target[i..]);
            (high << 16).AsSingle().CopyTo(target[(i + 4)..]);
        }

        for (; i < target.Length; i++)
        {
            target[i] = BitConverter.UInt32BitsToSingle((uint)source[i] << 16);
        }
    }

    /// <inheritdoc/>
    public override WeightMatrix Columns(int first, int count) => new Bf16Matrix(_weights + first, Outputs, count, _stride);
}
