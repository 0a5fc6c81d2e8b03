using static TorchSharp.torch;

namespace TorchSharp.Tests.Tensors;

public sealed class PointwiseTests
{
    private static readonly double[] Left = NaiveMath.Numbers(6, 1);
    private static readonly double[] Right = NaiveMath.Numbers(6, 2);

    public static TheoryData<string, Func<Tensor, Tensor>, Func<double, double>> Unary => new()
    {
        { "abs", t => t.abs(), Math.Abs },
        { "neg", t => -t, x => -x },
        { "exp", t => t.exp(), Math.Exp },
        { "log", t => t.square().log(), x => Math.Log(x * x) },
        { "sqrt", t => t.abs().sqrt(), x => Math.Sqrt(Math.Abs(x)) },
        { "rsqrt", t => t.abs().rsqrt(), x => 1 / Math.Sqrt(Math.Abs(x)) },
        { "square", t => t.square(), x => x * x },
        { "tanh", t => t.tanh(), Math.Tanh },
        { "sigmoid", t => t.sigmoid(), x => 1 / (1 + Math.Exp(-x)) },
        { "relu", t => t.relu(), x => Math.Max(0, x) },
        { "clamp", t => t.clamp(-0.25, 0.5), x => Math.Clamp(x, -0.25, 0.5) },
        { "clamp from below", t => t.clamp(min: 0.1.ToScalar()), x => Math.Max(x, 0.1) },
        { "pow", t => t.pow(3), x => x * x * x },
        { "plus int", t => t + 2, x => x + 2 },
        { "int plus", t => 2 + t, x => x + 2 },
        { "minus double", t => t - 0.5, x => x - 0.5 },
        { "long minus", t => 3L - t, x => 3 - x },
        { "times float", t => t * 1.5f, x => x * 1.5 },
        { "double over", t => 2.0 / t, x => 2 / x },
        { "over int", t => t / 4, x => x / 4 },
        { "remainder", t => t % 0.3, x => x - (0.3 * Math.Floor(x / 0.3)) },
        { "floor division", t => t.div(0.3, RoundingMode.floor), x => Math.Floor(x / 0.3) },
        { "truncating division", t => t.div(0.3, RoundingMode.trunc), x => Math.Truncate(x / 0.3) },
        { "in place", t => t.clone().exp_().add_(1).mul_(2).sub_(0.5).tanh_(), x => Math.Tanh(((Math.Exp(x) + 1) * 2) - 0.5) },
    };

    public static TheoryData<string, Func<Tensor, Tensor, Tensor>, Func<double, double, double>> Binary => new()
    {
        { "add", (a, b) => a + b, (x, y) => x + y },
        { "add with alpha", (a, b) => a.add(b, 3), (x, y) => x + (3 * y) },
        { "sub", (a, b) => a - b, (x, y) => x - y },
        { "mul", (a, b) => a * b, (x, y) => x * y },
        { "div", (a, b) => a / b, (x, y) => x / y },
        { "maximum", (a, b) => a.maximum(b), Math.Max },
        { "minimum", (a, b) => torch.min(a, b), Math.Min },
        { "eq", (a, b) => a == b, (x, y) => x == y ? 1 : 0 },
        { "ne", (a, b) => a != b, (x, y) => x != y ? 1 : 0 },
        { "lt", (a, b) => a < b, (x, y) => x < y ? 1 : 0 },
        { "ge", (a, b) => a >= b, (x, y) => x >= y ? 1 : 0 },
        { "addcmul", (a, b) => a.addcmul(a, b, 0.5), (x, y) => x + (0.5 * x * y) },
        { "addcdiv_", (a, b) => a.clone().addcdiv_(a, b, 0.5), (x, y) => x + (0.5 * x / y) },
        { "lerp", (a, b) => a.lerp(b, torch.full_like(a, 0.25)), (x, y) => x + (0.25 * (y - x)) },
        { "where", (a, b) => torch.where(a > b, a, b), Math.Max },
        { "masked_fill", (a, b) => a.masked_fill(b > 0, 7), (x, y) => y > 0 ? 7 : x },
        { "and", (a, b) => (a > 0) & (b > 0), (x, y) => x > 0 && y > 0 ? 1 : 0 },
        { "or", (a, b) => torch.logical_or(a > 0, b > 0), (x, y) => x > 0 || y > 0 ? 1 : 0 },
    };

    [Theory]
    [MemberData(nameof(Unary))]
    public void Operation_on_one_tensor_equals_the_loop(string name, Func<Tensor, Tensor> operation, Func<double, double> expected)
    {
        // Given
        using var scope = NewDisposeScope();
        var input = tensor(Left, [2, 3]);

        // When
        var actual = operation(input);

        // Then
        Assert.NotEmpty(name);
        NaiveMath.Close([.. Left.Select(expected)], actual);
        NaiveMath.Close(Left, input);
    }

    [Theory]
    [MemberData(nameof(Binary))]
    public void Operation_on_two_tensors_equals_the_loop(
        string name, Func<Tensor, Tensor, Tensor> operation, Func<double, double, double> expected)
    {
        // Given
        using var scope = NewDisposeScope();

        // When
        var actual = operation(tensor(Left, [2, 3]), tensor(Right, [2, 3]));

        // Then
        Assert.NotEmpty(name);
        NaiveMath.Close([.. Left.Zip(Right, expected)], actual);
    }

    [Fact]
    public void A_row_is_broadcast_over_a_column()
    {
        using var scope = NewDisposeScope();
        var sum = tensor(new[] { 1.0, 2.0 }, [2, 1]) + tensor(new[] { 10.0, 20.0, 30.0 }, [1, 3]);
        Assert.Equal([2L, 3L], sum.shape);
        NaiveMath.Close([11, 21, 31, 12, 22, 32], sum);
    }

    [Fact]
    public void An_in_place_operation_returns_the_very_object()
    {
        using var scope = NewDisposeScope();
        var t = zeros(3);
        Assert.Same(t, t.add_(1).mul_(t).fill_(3).zero_().normal_().masked_fill_(t > 0, 0));
    }

    [Fact]
    public void An_integer_tensor_times_a_fraction_becomes_floating()
    {
        using var scope = NewDisposeScope();
        var product = tensor(new long[] { 1, 2 }) * 0.5;
        Assert.Equal(ScalarType.Float32, product.dtype);
        NaiveMath.Close([0.5, 1], product);
    }

    [Fact]
    public void Not_a_number_and_infinity_are_recognized()
    {
        using var scope = NewDisposeScope();
        var t = tensor(new[] { 1.0, double.NaN, double.PositiveInfinity });
        NaiveMath.Close([0, 1, 0], t.isnan());
        NaiveMath.Close([0, 0, 1], t.isinf());
        NaiveMath.Close([1, 0, 0], isfinite(t));
    }
}
