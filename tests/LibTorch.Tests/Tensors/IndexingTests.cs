using static TorchSharp.torch;

namespace TorchSharp.Tests.Tensors;

public sealed class IndexingTests
{
    public static TheoryData<string, Func<Tensor, Tensor>, long[], double[]> Expressions => new()
    {
        { "row", t => t[1], [4], [4, 5, 6, 7] },
        { "row from the end", t => t[-1], [4], [8, 9, 10, 11] },
        { "element", t => t[1, 2], [], [6] },
        { "column by range", t => t[.., 1], [3], [1, 5, 9] },
        { "ranges", t => t[1..3, 0..2], [2, 2], [4, 5, 8, 9] },
        { "range from the end", t => t[^2.., ..^2], [2, 2], [4, 5, 8, 9] },
        { "slice with a step", t => t[TensorIndex.Colon, TensorIndex.Slice(0, null, 3)], [3, 2], [0, 3, 4, 7, 8, 11] },
        { "ellipsis", t => t[TensorIndex.Ellipsis, 3], [3], [3, 7, 11] },
        { "new dimension", t => t[TensorIndex.None, 0], [1, 4], [0, 1, 2, 3] },
        { "tensor of positions", t => t[TensorIndex.Tensor(tensor(new long[] { 2, 0 })), 1], [2], [9, 1] },
        { "tensors for both dimensions", t => t[tensor(new long[] { 0, 2 }), tensor(new long[] { 1, 3 })], [2], [1, 11] },
        { "mask", t => t[t > 9], [2], [10, 11] },
    };

    [Theory]
    [MemberData(nameof(Expressions))]
    public void Index_expression_picks_what_was_worked_out_by_hand(
        string name, Func<Tensor, Tensor> operation, long[] shape, double[] elements)
    {
        // Given
        using var scope = NewDisposeScope();
        var input = arange(12, float64).view(3, 4);

        // When
        var actual = operation(input);

        // Then
        Assert.NotEmpty(name);
        Assert.Equal(shape, actual.shape);
        NaiveMath.Close(elements, actual);
    }

    [Fact]
    public void Assignment_changes_the_part_and_nothing_else()
    {
        using var scope = NewDisposeScope();
        var t = zeros([3, 3], float64);
        t[0] = tensor(1.0);
        t[1, 1] = tensor(2.0);
        t[2.., ..2] = tensor(new[] { 3.0, 4.0 });
        t[t == 1] = tensor(5.0);
        NaiveMath.Close([5, 5, 5, 0, 2, 0, 3, 4, 0], t);
    }

    [Fact]
    public void Index_put_sets_or_accumulates()
    {
        using var scope = NewDisposeScope();
        var t = zeros(3);
        var places = tensor(new long[] { 1, 1 });
        Assert.Same(t, t.index_put_(ones(2), [places], accumulate: true));
        t.index_put_(7, TensorIndex.Single(2));
        NaiveMath.Close([0, 2, 7], t);
    }

    [Fact]
    public void Accessor_reads_and_writes_elements_whatever_the_strides()
    {
        // Given
        using var scope = NewDisposeScope();
        var t = arange(6, float32).view(2, 3);

        // When
        var transposed = t.t().data<float>();
        transposed[2, 0] = 20;

        // Then
        Assert.Equal([0, 3, 1, 4, 20, 5], transposed.ToArray());
        Assert.Equal(20, t[0, 2].item<float>());
        transposed.CopyFrom(new float[] { 9, 8 }, tensorIndex: 1);
        Assert.Equal([0f, 8f, 20f, 9f, 4f, 5f], t.data<float>().ToArray());
    }

    [Fact]
    public void Bytes_are_the_elements_in_memory()
    {
        using var scope = NewDisposeScope();
        var t = tensor(new[] { 1, 256 });
        Assert.Equal(new byte[] { 1, 0, 0, 0, 0, 1, 0, 0 }, t.bytes.ToArray());
        t.bytes = new byte[] { 2, 0, 0, 0, 3, 0, 0, 0 };
        Assert.Equal([2, 3], t.data<int>().ToArray());
    }
}
