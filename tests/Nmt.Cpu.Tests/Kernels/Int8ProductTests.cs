using Nmt.Cpu.Kernels;
using Nmt.Cpu.Weights;

namespace Nmt.Cpu.Tests.Kernels;

public sealed unsafe class Int8ProductTests
{
    public static TheoryData<string> Supported => [.. Enum.GetValues<Int8Product.Instructions>().Where(Int8Product.IsSupported).Select(kind => kind.ToString())];

    [Theory]
    [MemberData(nameof(Supported))]
    public void Sums_of_all_small_sizes_are_exact(string name)
    {
        var instructions = Enum.Parse<Int8Product.Instructions>(name);
        var random = new Random(1);
        for (int size = 1; size <= 70; size++)
        {
            Check(instructions, rows: 1 + random.Next(9), depth: size, random);
            Check(instructions, rows: size, depth: 1 + random.Next(40), random);
        }
    }

    [Theory]
    [MemberData(nameof(Supported))]
    public void The_largest_values_do_not_overflow(string name)
    {
        const int depth = 4096;
        sbyte[] values = [.. Enumerable.Repeat((sbyte)-127, depth)];
        var (packed, factors) = Int8Matrix.Pack((_, row) => Array.Fill(row, -1f), 16, depth);
        var rows = new QuantizedRows();
        var left = new RowBuffer(depth);
        left.Resize(3);
        left.All.Fill(-2);
        rows.Set(left.View);
        int[] sums = Multiply(rows, packed, factors, Enum.Parse<Int8Product.Instructions>(name));
        Assert.All(sums, sum => Assert.Equal(127 * 127 * depth, sum));
        Assert.Equal(values, packed.Take(depth).Select(value => value));
    }

    [Theory]
    [InlineData(1, 4, 16)]
    [InlineData(5, 70, 33)]
    [InlineData(7, 21, 19)]
    [InlineData(64, 128, 100)]
    public void Products_are_close_to_those_of_the_unrounded_numbers(int rows, int inputs, int outputs)
    {
        // Given
        var random = new Random(4);
        float[][] weights = [.. Enumerable.Range(0, outputs).Select(_ => Random(random, inputs))];
        var (packed, factors) = Int8Matrix.Pack((row, target) => weights[row].CopyTo(target, 0), outputs, inputs);
        float[] bias = Random(random, outputs);
        var input = new RowBuffer(inputs);
        var result = new RowBuffer(outputs);
        input.Resize(rows);
        result.Resize(rows);
        Random(random, rows * inputs).CopyTo(input.All);
        result.All.Fill(1);
        fixed (sbyte* start = packed)
        {
            var matrix = new Int8Matrix(start, factors, outputs, inputs);
            var rounded = new QuantizedRows();
            matrix.Prepare(input.View, rounded);

            // When
            matrix.Multiply(new ProductInput(input.View, rounded), result.View, bias, accumulates: true, ..outputs);

            // Then
            float[] copied = new float[inputs];
            for (int output = 0; output < outputs; output++)
            {
                matrix.CopyRow(output, copied);
                for (int i = 0; i < inputs; i++)
                {
                    Assert.Equal(weights[output][i], copied[i], 0.5 / 127);
                }

                for (int row = 0; row < rows; row++)
                {
                    double expected = 1 + bias[output];
                    for (int i = 0; i < inputs; i++)
                    {
                        expected += (double)input.Row(row)[i] * weights[output][i];
                    }

                    Assert.Equal(expected, result.Row(row)[output], 0.02 * Math.Sqrt(inputs));
                }
            }
        }
    }

    [Fact]
    public void Columns_are_a_matrix_of_their_own()
    {
        // Given
        var random = new Random(6);
        float[][] weights = [.. Enumerable.Range(0, 20).Select(_ => Random(random, 24))];
        var (packed, factors) = Int8Matrix.Pack((row, target) => weights[row].CopyTo(target, 0), 20, 24);
        fixed (sbyte* start = packed)
        {
            var whole = new Int8Matrix(start, factors, 20, 24);
            var part = whole.Columns(8, 16);
            float[] all = new float[24];
            float[] some = new float[16];
            for (int row = 0; row < 20; row++)
            {
                whole.CopyRow(row, all);
                part.CopyRow(row, some);
                Assert.Equal(all[8..], some);
            }

            // Then: a product with the other inputs zero.
            var input = new RowBuffer(24);
            input.ResizeToZeros(2);
            Random(random, 16).CopyTo(input.Row(0)[8..]);
            Random(random, 16).CopyTo(input.Row(1)[8..]);
            var narrow = new RowBuffer(16);
            narrow.Resize(2);
            input.Row(0)[8..].CopyTo(narrow.Row(0));
            input.Row(1)[8..].CopyTo(narrow.Row(1));
            Assert.Equal(Product(whole, input), Product(part, narrow));
        }
    }

    [Fact]
    public void Vectors_that_are_not_finite_give_results_that_are_not_numbers()
    {
        sbyte[] rounded = new sbyte[8];
        Assert.Equal(float.NaN, QuantizedRows.Round([1, float.NaN, 3], rounded));
        Assert.Equal(float.NaN, QuantizedRows.Round([1, float.NegativeInfinity, 3], rounded));
        Assert.Equal(0, QuantizedRows.Round([0, 0], rounded));
        Assert.Equal(1 / 127f, QuantizedRows.Round([1, -0.5f, 1e-40f], rounded));
        Assert.Equal([127, -64, 0, 0, 0, 0, 0, 0], rounded);
    }

    [Theory]
    [InlineData(3)]
    [InlineData(16)]
    [InlineData(53)]
    public void Rounding_is_that_of_a_plain_loop(int count)
    {
        float[] values = Random(new Random(8), count);
        sbyte[] rounded = new sbyte[60];
        float scale = QuantizedRows.Round(values, rounded);
        for (int i = 0; i < count; i++)
        {
            Assert.Equal(values[i] / scale, rounded[i], 0.5001);
        }
    }

    private static float[] Product(WeightMatrix matrix, RowBuffer input)
    {
        var rounded = new QuantizedRows();
        var result = new RowBuffer(matrix.Outputs);
        matrix.Prepare(input.View, rounded);
        matrix.Multiply(new ProductInput(input.View, rounded), result.Resize(input.Rows), null, accumulates: false, ..matrix.Outputs);
        return result.All.ToArray();
    }

    private static void Check(Int8Product.Instructions instructions, int rows, int depth, Random random)
    {
        float[][] weights = [.. Enumerable.Range(0, 16).Select(_ => Random(random, depth))];
        var (packed, factors) = Int8Matrix.Pack((row, target) => weights[row].CopyTo(target, 0), 16, depth);
        var left = new RowBuffer(depth);
        left.Resize(rows);
        Random(random, rows * depth).CopyTo(left.All);
        var rounded = new QuantizedRows();
        rounded.Set(left.View);
        Assert.Equal(Multiply(rounded, packed, factors, Int8Product.Instructions.Plain), Multiply(rounded, packed, factors, instructions));
    }

    private static int[] Multiply(QuantizedRows left, sbyte[] packed, Int8Factors factors, Int8Product.Instructions instructions)
    {
        var target = new Sums(new int[left.Rows * 16]);
        fixed (sbyte* block = packed)
        fixed (int* offsets = factors.Offsets)
        {
            Int8Product.Multiply(left, block, offsets, ref target, instructions);
        }

        return target.Values;
    }

    private static float[] Random(Random random, int count) => [.. Enumerable.Range(0, count).Select(_ => (2 * random.NextSingle()) - 1)];

    private readonly record struct Sums(int[] Values) : IInt8Target
    {
        public void Write(int row, ReadOnlySpan<int> sums) => sums.CopyTo(Values.AsSpan(row * 16));
    }
}
