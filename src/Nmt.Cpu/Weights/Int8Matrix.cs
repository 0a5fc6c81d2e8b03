using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Nmt.Cpu.Kernels;

namespace Nmt.Cpu.Weights;

/// <summary>
/// Weights in 8 bits, packed as <see cref="Int8Product"/> reads them, with a scale per output: w is about <c>scale * q</c> with q from -127 to
/// 127.
/// </summary>
internal sealed unsafe class Int8Matrix : WeightMatrix
{
    private readonly sbyte* _packed;
    private readonly float[] _scales;
    private readonly int[] _offsets;
    private readonly int _groups;
    private readonly int _firstGroup;

    /// <summary>Wraps packed weights.</summary>
    /// <param name="packed">The weights, which stay where they are.</param>
    /// <param name="factors">What belongs to each output.</param>
    /// <param name="outputs">Number of outputs.</param>
    /// <param name="inputs">Number of inputs.</param>
    public Int8Matrix(sbyte* packed, Int8Factors factors, int outputs, int inputs)
        : this(packed, factors, outputs, inputs, 0, Groups(inputs))
    {
    }

    private Int8Matrix(sbyte* packed, Int8Factors factors, int outputs, int inputs, int firstGroup, int groups)
        : base(outputs, inputs)
    {
        _packed = packed;
        (_scales, _offsets, _firstGroup, _groups) = (factors.Scales, factors.Offsets, firstGroup, groups);
    }

    /// <summary>Number of outputs in packed weights: a multiple of the size of a block.</summary>
    public static int PackedOutputs(int outputs) => Blocks(outputs) * Int8Product.BlockSize;

    /// <summary>Number of bytes of packed weights.</summary>
    public static long PackedSize(int outputs, int inputs) =>
        (long)Blocks(outputs) * Groups(inputs) * Int8Product.BlockSize * Int8Product.GroupSize;

    /// <summary>Rounds and packs weights.</summary>
    /// <param name="row">Copies a row of the weights.</param>
    /// <param name="outputs">Number of rows.</param>
    /// <param name="inputs">Number of columns.</param>
    /// <returns>Packed weights, in an array that does not move, and what belongs to each row.</returns>
    public static (sbyte[] Packed, Int8Factors Factors) Pack(Action<int, float[]> row, int outputs, int inputs)
    {
        sbyte[] packed = GC.AllocateArray<sbyte>(checked((int)PackedSize(outputs, inputs)), pinned: true);
        float[] scales = new float[PackedOutputs(outputs)];
        int[] offsets = new int[scales.Length];
        float[] values = new float[inputs];
        int groups = Groups(inputs);
        sbyte[] rounded = new sbyte[groups * Int8Product.GroupSize];
        for (int output = 0; output < outputs; output++)
        {
            row(output, values);
            scales[output] = QuantizedRows.Round(values, rounded);
            offsets[output] = Offset(rounded);
            for (int group = 0; group < groups; group++)
            {
                rounded.AsSpan(group * Int8Product.GroupSize, Int8Product.GroupSize).CopyTo(packed.AsSpan(Index(output, group, groups)));
            }
        }

        return (packed, new Int8Factors(scales, offsets));
    }

    /// <inheritdoc/>
    public override void Prepare(ConstantView input, QuantizedRows rounded) => rounded.Set(input);

    /// <inheritdoc/>
    public override void Multiply(ProductInput input, View result, float[]? bias, bool accumulates, Range columns)
    {
        var (first, count) = columns.GetOffsetAndLength(Outputs);
        for (int column = first; column < first + count; column += Int8Product.BlockSize)
        {
            int block = column / Int8Product.BlockSize;
            var target = new Target(input.Rounded, result, bias, accumulates, _scales, column, Math.Min(Int8Product.BlockSize, Outputs - column));
            fixed (int* offsets = &_offsets[block * Int8Product.BlockSize])
            {
                Int8Product.Multiply(
                    input.Rounded, _packed + Index(column, _firstGroup, _groups), offsets, ref target, Int8Product.Best);
            }
        }
    }

    /// <inheritdoc/>
    public override void CopyRow(int row, Span<float> target)
    {
        for (int input = 0; input < Inputs; input++)
        {
            target[input] = _scales[row] * *At(row, input);
        }
    }

    /// <inheritdoc/>
    public override WeightMatrix Columns(int first, int count) =>
        first % Int8Product.GroupSize == 0 && (count % Int8Product.GroupSize == 0 || first + count == Inputs)
            ? Slice(first, count)
            : throw new ArgumentException($"columns {first} to {first + count} are not whole groups of {Int8Product.GroupSize}", nameof(first));

    private Int8Matrix Slice(int first, int count)
    {
        int[] offsets = new int[_offsets.Length];
        sbyte[] row = new sbyte[count];
        for (int output = 0; output < Outputs; output++)
        {
            for (int i = 0; i < count; i++)
            {
                row[i] = *At(output, first + i);
            }

            offsets[output] = Offset(row);
        }

        return new Int8Matrix(
            _packed, new Int8Factors(_scales, offsets), Outputs, count, _firstGroup + (first / Int8Product.GroupSize), _groups);
    }

    private static int Offset(ReadOnlySpan<sbyte> row)
    {
        int sum = 0;
        foreach (sbyte value in row)
        {
            sum += value;
        }

        return Int8Product.Shift * sum;
    }

    private static int Blocks(int outputs) => (outputs + Int8Product.BlockSize - 1) / Int8Product.BlockSize;

    private static int Groups(int inputs) => (inputs + Int8Product.GroupSize - 1) / Int8Product.GroupSize;

    /// <summary>The index of a group of inputs of an output.</summary>
    private static int Index(int output, int group, int groups)
    {
        var (block, lane) = Math.DivRem(output, Int8Product.BlockSize);
        return ((((block * groups) + group) * Int8Product.BlockSize) + lane) * Int8Product.GroupSize;
    }

    private sbyte* At(int output, int input) =>
        _packed + Index(output, _firstGroup + (input / Int8Product.GroupSize), _groups) + (input % Int8Product.GroupSize);

    /// <summary>Scales sums back.</summary>
    private readonly struct Target(
        QuantizedRows rounded, View result, float[]? bias, bool accumulates, float[] scales, int column, int count) : IInt8Target
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Write(int row, ReadOnlySpan<int> sums)
        {
            float scale = rounded.Scale(row);
            var target = result.Span(row).Slice(column, count);
            var factors = scales.AsSpan(column, count);
            int i = 0;
            for (; i + Vector256<float>.Count <= count; i += Vector256<float>.Count)
            {
                var values = Vector256.ConvertToSingle(Vector256.Create(sums[i..])) * (Vector256.Create<float>(factors[i..]) * scale);
                values = bias is null ? values : values + Vector256.Create(bias, column + i);
                (accumulates ? Vector256.Create<float>(target[i..]) + values : values).CopyTo(target[i..]);
            }

            for (; i < count; i++)
            {
                float value = sums[i] * (scale * factors[i]);
                value = bias is null ? value : value + bias[column + i];
                target[i] = accumulates ? target[i] + value : value;
            }
        }
    }
}

/// <summary>What belongs to each output of 8-bit weights; both arrays have the length of whole blocks.</summary>
/// <param name="Scales">The scales.</param>
/// <param name="Offsets">The sums of the weights times <see cref="Int8Product.Shift"/>.</param>
internal sealed record Int8Factors(float[] Scales, int[] Offsets);
