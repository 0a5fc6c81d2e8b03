using static TorchSharp.torch;

namespace TorchSharp.Tests.Tensors;

public sealed class ShapeTests
{
    public static TheoryData<string, Func<Tensor, Tensor>, long[], double[]> Rearrangements => new()
    {
        { "view", t => t.view(3, -1), [3, 2], [0, 1, 2, 3, 4, 5] },
        { "reshape of a transpose", t => t.t().reshape(-1), [6], [0, 3, 1, 4, 2, 5] },
        { "flatten", t => t.flatten(), [6], [0, 1, 2, 3, 4, 5] },
        { "unflatten", t => t.unflatten(1, 3, 1), [2, 3, 1], [0, 1, 2, 3, 4, 5] },
        { "transpose", t => t.transpose(0, 1), [3, 2], [0, 3, 1, 4, 2, 5] },
        { "T", t => t.T, [3, 2], [0, 3, 1, 4, 2, 5] },
        { "permute", t => t.unsqueeze(0).permute(2, 0, 1), [3, 1, 2], [0, 3, 1, 4, 2, 5] },
        { "expand", t => t.unsqueeze(0).expand(2, -1, -1), [2, 2, 3], [0, 1, 2, 3, 4, 5, 0, 1, 2, 3, 4, 5] },
        { "repeat", t => t.repeat(1, 2), [2, 6], [0, 1, 2, 0, 1, 2, 3, 4, 5, 3, 4, 5] },
        { "repeat_interleave", t => t.repeat_interleave(2, 0), [4, 3], [0, 1, 2, 0, 1, 2, 3, 4, 5, 3, 4, 5] },
        { "repeat_interleave by tensor", t => t.repeat_interleave(tensor(new long[] { 0, 2 }), 0), [2, 3], [3, 4, 5, 3, 4, 5] },
        { "narrow", t => t.narrow(1, 1, 2), [2, 2], [1, 2, 4, 5] },
        { "slice", t => t.slice(1, 0, 3, 2), [2, 2], [0, 2, 3, 5] },
        { "flip", t => t.flip(1), [2, 3], [2, 1, 0, 5, 4, 3] },
        { "roll", t => t.roll(1, 1), [2, 3], [2, 0, 1, 5, 3, 4] },
        { "tril", t => t.tril(), [2, 3], [0, 0, 0, 3, 4, 0] },
        { "triu", t => torch.triu(t, 1), [2, 3], [0, 1, 2, 0, 0, 5] },
        { "squeeze", t => t.unsqueeze(1).squeeze(1), [2, 3], [0, 1, 2, 3, 4, 5] },
        { "cat", t => cat([t, t.narrow(1, 0, 1)], 1), [2, 4], [0, 1, 2, 0, 3, 4, 5, 3] },
        { "stack", t => stack([t[0], t[1]], 1), [3, 2], [0, 3, 1, 4, 2, 5] },
        { "gather", t => t.gather(1, tensor(new long[,] { { 2 }, { 0 } })), [2, 1], [2, 3] },
        { "index_select", t => t.index_select(1, tensor(new long[] { 2, 0 })), [2, 2], [2, 0, 5, 3] },
        { "masked_select", t => t.masked_select(t > 3), [2], [4, 5] },
        { "scatter", t => t.scatter(1, tensor(new long[,] { { 1 }, { 2 } }), -ones([2, 1], float64)), [2, 3], [0, -1, 2, 3, 4, -1] },
        { "scatter_add", t => t.scatter_add(0, zeros([1, 3], int64), ones([1, 3], float64)), [2, 3], [1, 2, 3, 3, 4, 5] },
        { "index_add_", t => t.clone().index_add_(0, tensor(new long[] { 1, 1 }), ones([2, 3], float64), 2), [2, 3], [0, 1, 2, 7, 8, 9] },
        { "index_copy_", t => t.clone().index_copy_(0, tensor(new long[] { 1 }), -ones([1, 3], float64)), [2, 3], [0, 1, 2, -1, -1, -1] },
        { "index_fill_", t => t.clone().index_fill_(1, tensor(new long[] { 1 }), 9), [2, 3], [0, 9, 2, 3, 9, 5] },
        { "nonzero", t => (t > 3).nonzero(), [2, 2], [1, 1, 1, 2] },
    };

    [Theory]
    [MemberData(nameof(Rearrangements))]
    public void Rearrangement_has_the_shape_and_the_elements_worked_out_by_hand(
        string name, Func<Tensor, Tensor> operation, long[] shape, double[] elements)
    {
        // Given
        using var scope = NewDisposeScope();
        var input = arange(6, float64).view(2, 3);

        // When
        var actual = operation(input);

        // Then
        Assert.NotEmpty(name);
        Assert.Equal(shape, actual.shape);
        NaiveMath.Close(elements, actual);
    }

    [Fact]
    public void Splitting_gives_all_parts_in_order()
    {
        using var scope = NewDisposeScope();
        var t = arange(5, float64);
        Assert.Equal([2L, 2L, 1L], t.split(2).Select(part => part.shape[0]));
        Assert.Equal([1L, 4L], t.split([1, 4], 0).Select(part => part.shape[0]));
        Assert.Equal([3L, 2L], t.chunk(2).Select(part => part.shape[0]));
        Assert.Equal([0.0, 1, 2, 3, 4], t.unbind().Select(part => part.item<double>()));
        NaiveMath.Close([3, 4], t.split(3)[1]);
    }

    [Fact]
    public void A_view_shares_memory_and_a_clone_does_not()
    {
        using var scope = NewDisposeScope();
        var t = zeros(2, 2);
        var view = t.view(4);
        var copy = t.clone();
        t.fill_(1);
        Assert.Equal(4, view.sum().item<float>());
        Assert.Equal(0, copy.sum().item<float>());
    }
}
