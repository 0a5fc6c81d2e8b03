using System.Runtime.InteropServices;
using static TorchSharp.torch;

namespace TorchSharp.Tests.Tensors;

public sealed class ErrorTests
{
    public static TheoryData<Action, string> Mistakes => new()
    {
        { () => zeros(2, 3).matmul(zeros(2, 3)), "matmul of [2, 3] and [2, 3]: " },
        { () => zeros(2, 3).mm(zeros(2, 3)), "mm of [2, 3] and [2, 3]: " },
        { () => _ = zeros(2, 3) + zeros(2, 4), "add of [2, 3] and [2, 4]: " },
        { () => zeros(2, 3).add_(zeros(5)), "add_ of [2, 3] and [5]: " },
        { () => cat([zeros(2, 3), zeros(3, 2)], 1), "cat of [2, 3] and [3, 2]: " },
        { () => stack([zeros(2), zeros(3)]), "stack of [2] and [3]: " },
        { () => cat([]), "cat: " },
        { () => zeros(2, 3).view(4), "view of [2, 3]: " },
        { () => zeros(2, 3).expand(4, 4), "expand of [2, 3]: " },
        { () => _ = zeros(2, 3)[2], "index of [2, 3]: " },
        { () => _ = zeros(2, 3)[0, 0, 0], "index of [2, 3]: " },
        { () => zeros(2)[0] = zeros(3), "index of [2] and [3]: " },
        { () => zeros(2, 3).sum(5), "sum of [2, 3]: " },
        { () => zeros(2, 3).topk(9), "topk of [2, 3]: " },
        { () => zeros(2, 3).unbind(7), "unbind of [2, 3]: " },
        { () => zeros(2, 3).split([1, 9], 1), "split of [2, 3]: " },
        { () => zeros(2, 3).gather(1, zeros([2, 1], int64) + 7), "gather of [2, 3] and [2, 1]: " },
        { () => zeros(2, 3).index_select(0, ones([1], int64) * 5), "index_select of [2, 3] and [1]: " },
        { () => zeros(2, 3).bmm(zeros(3, 2)), "bmm of [2, 3] and [3, 2]: " },
        { () => zeros(3).addmm(zeros(2, 3), zeros(2, 3)), "addmm of [3] and [2, 3] and [2, 3]: " },
        { () => zeros(2, 3).item<float>(), "item of [2, 3]: " },
        { () => einsum("ij,jk->ik", zeros(2, 3), zeros(2, 3)), "einsum 'ij,jk->ik' of [2, 3] and [2, 3]: " },
        { () => zeros(2, 3).backward(), "backward of [2, 3]: " },
        { () => zeros(-1), "zeros: " },
        { () => zeros([2], float32, new Device("cuda:9")), "zeros: " },
        { () => zeros(long.MaxValue / 8), "zeros: " },
        { () => tensor(new float[] { 1, 2, 3 }, [2, 2]), "tensor: " },
        { () => tensor(new[] { -1f }).multinomial(1), "multinomial of [1]: " },
        { () => zeros(2).as_strided([9], [1], 7), "as_strided of [2]: " },
        { () => zeros(2).masked_fill_(zeros([3], @bool), 1), "masked_fill_ of [2] and [3]: " },
    };

    [Theory]
    [MemberData(nameof(Mistakes))]
    public void A_mistake_names_the_operation_and_the_shapes(Action mistake, string beginning)
    {
        // Given
        using var scope = NewDisposeScope();

        // When
        var exception = Assert.ThrowsAny<ExternalException>(mistake);

        // Then
        Assert.StartsWith(beginning, exception.Message, StringComparison.Ordinal);
        Assert.True(exception.Message.Length > beginning.Length + 10, exception.Message);
        Assert.DoesNotContain('\n', exception.Message);
    }

    [Fact]
    public void A_disposed_tensor_says_so()
    {
        var t = zeros(2);
        t.Dispose();
        t.Dispose();
        Assert.True(t.IsInvalid);
        Assert.Throws<ObjectDisposedException>(() => t.exp());
        Assert.Throws<ObjectDisposedException>(() => t.shape);
        Assert.Throws<ObjectDisposedException>(() => ones(2).add(t));
        Assert.Throws<ObjectDisposedException>(() => cat([t]));
        Assert.Throws<ObjectDisposedException>(() => t.grad = null);
        Assert.Equal("[disposed]", t.ToString());
    }

    [Fact]
    public void An_accessor_of_a_disposed_tensor_does_not_read_its_memory()
    {
        var t = zeros(2);
        var accessor = t.data<float>();
        t.Dispose();
        Assert.Throws<ObjectDisposedException>(() => accessor[0]);
        Assert.Throws<ObjectDisposedException>(() => accessor.ToArray());
    }

    [Fact]
    public void Missing_arguments_are_named()
    {
        using var t = zeros(2);
        Assert.Throws<ArgumentNullException>(() => t.add((Tensor)null!));
        Assert.Throws<ArgumentNullException>(() => t.matmul(null!));
        Assert.Throws<ArgumentNullException>(() => torch.exp(null!));
        Assert.Throws<ArgumentNullException>(() => cat(null!));
        Assert.Throws<ArgumentNullException>(() => cat([t, null!]));
        Assert.Throws<ArgumentNullException>(() => t.view(null!));
        Assert.Throws<ArgumentNullException>(() => full([2], null!));
        Assert.Throws<ArgumentNullException>(() => TensorIndex.Tensor(null!));
    }

    [Fact]
    public void An_accessor_checks_type_and_bounds()
    {
        using var t = zeros(2, 3);
        Assert.Throws<ArgumentException>(() => t.data<double>());
        Assert.Throws<ArgumentException>(() => t.item<int>());
        Assert.Throws<ArgumentOutOfRangeException>(() => t.data<float>()[0, 3]);
        Assert.Throws<ArgumentOutOfRangeException>(() => t.data<float>()[-1, 0]);
        Assert.Throws<ArgumentException>(() => t.data<float>()[0]);
        Assert.ThrowsAny<ArgumentException>(() => t.data<float>().CopyTo(new float[2], 5));
    }
}
