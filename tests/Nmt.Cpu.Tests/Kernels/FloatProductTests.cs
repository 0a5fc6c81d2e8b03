using System.Runtime.Intrinsics.X86;
using Nmt.Cpu.Kernels;

namespace Nmt.Cpu.Tests.Kernels;

public sealed unsafe class FloatProductTests
{
    public static TheoryData<string> Widths => ["512", "256", "128"];

    [Theory]
    [MemberData(nameof(Widths))]
    public void Products_of_all_small_sizes_are_those_of_a_plain_loop(string lanes)
    {
        var random = new Random(1);
        for (int size = 1; size <= 70; size++)
        {
            int rows = 1 + random.Next(9);
            int columns = 1 + random.Next(70);
            Check(lanes, rows, columns, depth: size, random);
            Check(lanes, rows: size, 1 + random.Next(9), 1 + random.Next(40), random);
            Check(lanes, 1 + random.Next(6), columns: size, 1 + random.Next(40), random);
        }
    }

    [Theory]
    [MemberData(nameof(Widths))]
    public void A_row_has_the_same_bits_in_every_company(string lanes)
    {
        if (!IsSupported(lanes))
        {
            return;
        }

        var random = new Random(2);
        var left = Matrix(13, 75, 80, random);
        var right = Matrix(37, 75, 75, random);
        var together = Matrix(13, 37, 40, random);
        var alone = Matrix(1, 37, 37, random);
        Multiply(lanes, left, right, together, null, false, ..37);
        for (int row = 0; row < 13; row++)
        {
            Multiply(lanes, left.Slice(row, 1), right, alone, null, false, ..11);
            Multiply(lanes, left.Slice(row, 1), right, alone, null, false, 11..37);
            Assert.Equal(alone.Span(0).ToArray(), together.Span(row).ToArray());
        }
    }

    [Theory]
    [MemberData(nameof(Widths))]
    public void Infinities_and_denormals_are_those_of_a_plain_loop(string lanes)
    {
        if (!IsSupported(lanes))
        {
            return;
        }

        var random = new Random(3);
        var left = Matrix(3, 21, 21, random);
        var right = Matrix(5, 21, 21, random);
        var result = Matrix(3, 5, 5, random);
        left.Span(0)[20] = float.PositiveInfinity;
        left.Span(1).Fill(1e-40f);
        left.Span(2)[3] = float.NaN;
        right.Span(0)[20] = -1;
        right.Span(1)[20] = 1;
        Multiply(lanes, left, right, result, null, false, ..5);
        Assert.Equal(float.NegativeInfinity, result.Span(0)[0]);
        Assert.Equal(float.PositiveInfinity, result.Span(0)[1]);
        Assert.All(result.Span(1).ToArray(), value => Assert.InRange(Math.Abs(value), 0, 1e-38f));
        Assert.All(result.Span(2).ToArray(), value => Assert.True(float.IsNaN(value)));
    }

    private static void Check(string lanes, int rows, int columns, int depth, Random random)
    {
        if (!IsSupported(lanes))
        {
            return;
        }

        var left = Matrix(rows, depth, depth + random.Next(5), random);
        var right = Matrix(columns, depth, depth + random.Next(5), random);
        var bias = Matrix(1, columns, columns, random);
        var before = Matrix(rows, columns, columns, random);
        var result = Matrix(rows, columns, columns + random.Next(5), random);
        bool hasBias = random.Next(2) == 0;
        bool accumulates = random.Next(2) == 0;
        for (int row = 0; row < rows; row++)
        {
            before.Span(row).CopyTo(result.Span(row));
        }

        int first = random.Next(columns);
        Multiply(lanes, left, right, result, hasBias ? bias.Row(0) : null, accumulates, first..columns);
        for (int row = 0; row < rows; row++)
        {
            for (int column = 0; column < columns; column++)
            {
                double expected = before.Span(row)[column];
                if (column >= first)
                {
                    expected = (accumulates ? expected : 0) + (hasBias ? bias.Span(0)[column] : 0);
                    for (int k = 0; k < depth; k++)
                    {
                        expected += (double)left.Span(row)[k] * right.Span(column)[k];
                    }
                }

                Assert.Equal(expected, result.Span(row)[column], 1e-5 * Math.Sqrt(depth));
            }
        }
    }

    private static bool IsSupported(string lanes) => lanes switch
    {
        "512" => Avx512F.IsSupported,
        "256" => Fma.IsSupported && Avx2.IsSupported,
        _ => true,
    };

    private static void Multiply(string lanes, ConstantView left, ConstantView right, View result, float* bias, bool accumulates, Range columns)
    {
        switch (lanes)
        {
            case "512":
                FloatProduct.Multiply<Lanes512>(left, right, result, bias, accumulates, columns);
                break;
            case "256":
                FloatProduct.Multiply<Lanes256>(left, right, result, bias, accumulates, columns);
                break;
            default:
                FloatProduct.Multiply<Lanes128>(left, right, result, bias, accumulates, columns);
                break;
        }
    }

    /// <summary>A matrix of random values, with unused elements between rows.</summary>
    private static View Matrix(int rows, int width, int stride, Random random)
    {
        float[] values = GC.AllocateArray<float>(rows * stride, pinned: true);
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = i % stride < width ? (2 * random.NextSingle()) - 1 : float.NaN;
        }

        return new View(values, 0, rows, width, stride);
    }
}
