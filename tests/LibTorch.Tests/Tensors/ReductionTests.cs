using static TorchSharp.torch;

namespace TorchSharp.Tests.Tensors;

public sealed class ReductionTests
{
    private const int Rows = 4;
    private const int Columns = 5;
    private static readonly double[] Elements = NaiveMath.Numbers(Rows * Columns, 3);

    public static TheoryData<string, Func<Tensor, Tensor>, Func<double[], double>> OverRows => new()
    {
        { "sum", t => t.sum(1), row => row.Sum() },
        { "sum with keepdim", t => t.sum(-1, keepdim: true).squeeze(1), row => row.Sum() },
        { "mean", t => t.mean([1]), row => row.Average() },
        { "prod", t => t.prod(1), row => row.Aggregate((x, y) => x * y) },
        { "max", t => t.max(1).values, row => row.Max() },
        { "min", t => t.min(1).values, row => row.Min() },
        { "amax", t => t.amax(1), row => row.Max() },
        { "argmax", t => t.argmax(1), row => Array.IndexOf(row, row.Max()) },
        { "position of max", t => t.max(1).indexes, row => Array.IndexOf(row, row.Max()) },
        { "argmin", t => t.argmin(1), row => Array.IndexOf(row, row.Min()) },
        { "norm", t => t.norm(1), row => Math.Sqrt(row.Sum(x => x * x)) },
        { "1-norm", t => t.norm(1, p: 1), row => row.Sum(Math.Abs) },
        { "var", t => t.var(1L), row => row.Sum(x => Math.Pow(x - row.Average(), 2)) / (row.Length - 1) },
        { "biased std", t => t.std(1L, unbiased: false), row => Math.Sqrt(row.Average(x => Math.Pow(x - row.Average(), 2))) },
        { "logsumexp", t => t.logsumexp(1), row => Math.Log(row.Sum(Math.Exp)) },
        { "softmax of the third", t => t.softmax(1)[.., 2], row => Math.Exp(row[2]) / row.Sum(Math.Exp) },
        { "log_softmax of the third", t => t.log_softmax(1)[.., 2], row => row[2] - Math.Log(row.Sum(Math.Exp)) },
        { "cumsum up to the third", t => t.cumsum(1)[.., 2], row => row[0] + row[1] + row[2] },
        { "second of topk", t => t.topk(2).values[.., 1], row => row.OrderDescending().ElementAt(1) },
        { "position of second of topk", t => t.topk(2, 1).indexes[.., 1], row => Array.IndexOf(row, row.OrderDescending().ElementAt(1)) },
        { "median by sort", t => t.sort(1).Values[.., 2], row => row.Order().ElementAt(2) },
        { "argsort", t => t.argsort(1, descending: true)[.., 0], row => Array.IndexOf(row, row.Max()) },
        { "any", t => (t > 0.9).any(1), row => row.Any(x => x > 0.9) ? 1 : 0 },
        { "all", t => (t > -0.5).all(1), row => row.All(x => x > -0.5) ? 1 : 0 },
        { "count_nonzero", t => t.relu().count_nonzero([1]), row => row.Count(x => x > 0) },
    };

    [Theory]
    [MemberData(nameof(OverRows))]
    public void Reduction_over_rows_equals_the_loop(string name, Func<Tensor, Tensor> operation, Func<double[], double> expected)
    {
        // Given
        using var scope = NewDisposeScope();
        var matrix = tensor(Elements, [Rows, Columns]);

        // When
        var actual = operation(matrix);

        // Then
        Assert.NotEmpty(name);
        NaiveMath.Close([.. Elements.Chunk(Columns).Select(expected)], actual, 1e-10);
    }

    [Fact]
    public void Reduction_of_all_elements_equals_the_loop()
    {
        using var scope = NewDisposeScope();
        var t = tensor(Elements, [Rows, Columns]);
        Assert.Equal(Elements.Sum(), t.sum().item<double>(), 12);
        Assert.Equal(Elements.Average(), t.mean().item<double>(), 12);
        Assert.Equal(Elements.Max(), t.max().item<double>());
        Assert.Equal(Math.Sqrt(Elements.Sum(x => x * x)), t.norm().item<double>(), 12);
        Assert.Equal(Array.IndexOf(Elements, Elements.Max()), t.argmax().item<long>());
        Assert.Equal(Elements.Sum(), torch.sum(t, [0, 1]).item<double>(), 12);
    }

    [Fact]
    public void Products_of_matrices_equal_nested_loops()
    {
        // Given
        using var scope = NewDisposeScope();
        var a = NaiveMath.Numbers(6, 4);
        var b = NaiveMath.Numbers(12, 5);
        var expected = NaiveMath.Product(a, b, 2, 3, 4);
        var left = tensor(a, [2, 3]);
        var right = tensor(b, [3, 4]);

        // When, then
        NaiveMath.Close(expected, left.matmul(right));
        NaiveMath.Close(expected, left.mm(right));
        NaiveMath.Close(expected, left.unsqueeze(0).bmm(right.unsqueeze(0)));
        NaiveMath.Close(expected, einsum("ij,jk->ik", left, right));
        NaiveMath.Close([.. expected.Select(x => (2 * x) + 3)], ones([2, 4], float64).addmm(left, right, beta: 3, alpha: 2));
        NaiveMath.Close([.. expected.Select(x => x + 1)], ones([2, 4], float64).addmm_(left, right));
        NaiveMath.Close([.. expected.Select(x => x + 1)], baddbmm(ones([1, 2, 4], float64), left.unsqueeze(0), right.unsqueeze(0)));
    }
}
