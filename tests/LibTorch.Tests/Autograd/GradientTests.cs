using TorchSharp.Tests.Tensors;
using static TorchSharp.torch;

namespace TorchSharp.Tests.Autograd;

public sealed class GradientTests
{
    private const double Step = 1e-6;

    public static TheoryData<string, Func<Tensor, Tensor>> Operations => new()
    {
        { "tanh", t => t.tanh() },
        { "sigmoid", t => t.sigmoid() },
        { "exp and log", t => (t.exp() + 1).log() },
        { "division", t => (t + 1) / (t.square() + 2) },
        { "power", t => (t + 2).pow(2.5) },
        { "sqrt", t => (t + 2).sqrt() * (t + 3).rsqrt() },
        { "softmax", t => t.softmax(1) * t },
        { "log_softmax", t => t.log_softmax(1) * t.sigmoid() },
        { "logsumexp", t => t.logsumexp(1, keepdim: true) * t },
        { "matmul", t => t.matmul(t.t()) },
        { "bmm", t => t.view(2, 3, 2).bmm(t.view(2, 2, 3)) },
        { "addmm", t => zeros([3, 3], float64).addmm(t, t.t(), 1, 0.5f) },
        { "reduction", t => t.mean([0], keepdim: true) * t.sum(1, keepdim: true) },
        { "std", t => t.std(1L, keepdim: true) * t },
        { "norm", t => t.norm(1, keepdim: true) * t },
        { "max", t => t.max(1, keepdim: true).values * t },
        { "gather", t => t.gather(1, tensor(new long[,] { { 1, 1 }, { 0, 3 }, { 2, 0 } })).square() },
        { "scatter_add", t => zeros([3, 4], float64).scatter_add(1, tensor(new long[,] { { 1, 1 }, { 0, 3 }, { 2, 0 } }), t.narrow(1, 0, 2)).square() },
        { "index_select", t => t.index_select(0, tensor(new long[] { 2, 2, 0 })).square() },
        { "masked_fill", t => t.masked_fill(t > 0.2, 0).square() },
        { "where", t => torch.where(t > 0, t.square(), t.exp()) },
        { "cat and split", t => cat([t.split(1, 1)[2], t], 1).square() },
        { "stack and unbind", t => stack(t.unbind(1)).square() },
        { "index expression", t => t[1.., TensorIndex.Slice(0, null, 2)].square() },
        { "permute", t => t.view(3, 2, 2).permute(2, 0, 1).square() },
        { "expand", t => t.unsqueeze(0).expand(2, -1, -1).exp() },
        { "cumsum", t => t.cumsum(1).square() },
        { "einsum", t => einsum("ij,kj->ik", t, t.tanh()) },
        { "clamp", t => t.clamp(-0.3, 0.3).exp() },
        { "repeat_interleave", t => t.repeat_interleave(2, 0).square() },
    };

    [Theory]
    [MemberData(nameof(Operations))]
    public void Gradient_equals_the_central_difference(string name, Func<Tensor, Tensor> operation)
    {
        // Given
        using var scope = NewDisposeScope();
        var elements = NaiveMath.Numbers(12, 21);
        var input = tensor(elements, [3, 4], requires_grad: true);

        // When
        Weighted(operation(input)).backward();

        // Then
        var expected = new double[elements.Length];
        for (var i = 0; i < elements.Length; i++)
        {
            expected[i] = (At(elements, i, Step, operation) - At(elements, i, -Step, operation)) / (2 * Step);
        }

        Assert.NotEmpty(name);
        NaiveMath.Close(expected, input.grad!, 1e-7);
    }

    [Fact]
    public void Gradients_add_up_until_they_are_taken_away()
    {
        using var scope = NewDisposeScope();
        var t = ones([2], requires_grad: true);
        Assert.Null(t.grad);
        (t * 3).sum().backward();
        (t * 4).sum().backward();
        NaiveMath.Close([7, 7], t.grad!);
        t.grad = null;
        Assert.Null(t.grad);
        t.grad = full(2, 5);
        NaiveMath.Close([5, 5], t.grad!);
    }

    [Fact]
    public void Nothing_is_recorded_without_grad_mode_or_after_detach()
    {
        using var scope = NewDisposeScope();
        var t = ones([2], requires_grad: true);
        using (no_grad())
        {
            Assert.False(is_grad_enabled());
            Assert.False((t * 2).requires_grad);
            using (enable_grad())
            {
                Assert.True((t * 2).requires_grad);
            }
        }

        Assert.True(is_grad_enabled());
        Assert.False(t.detach().requires_grad);
        using (inference_mode())
        {
            Assert.True(is_inference_mode_enabled());
            Assert.False((t * 2).requires_grad);
        }

        Assert.False(is_inference_mode_enabled());
    }

    [Fact]
    public void Grad_gives_gradients_of_gradients()
    {
        using var scope = NewDisposeScope();
        var t = tensor(new[] { 2.0 }, requires_grad: true);
        var first = autograd.grad([t.pow(3).sum()], [t], create_graph: true)[0];
        var second = autograd.grad([first.sum()], [t])[0];
        NaiveMath.Close([12], first);
        NaiveMath.Close([12], second);
    }

    [Fact]
    public void An_unused_input_has_no_gradient()
    {
        using var scope = NewDisposeScope();
        var a = ones([1], requires_grad: true);
        var b = ones([1], requires_grad: true);
        Assert.Null(autograd.grad([a * 2], [a, b], allow_unused: true)[1]);
        Assert.ThrowsAny<System.Runtime.InteropServices.ExternalException>(() => autograd.grad([a * 2], [a, b]));
    }

    [Fact]
    public void A_second_backward_needs_a_retained_graph()
    {
        using var scope = NewDisposeScope();
        var t = ones([2], requires_grad: true);
        var loss = t.tanh().sum();
        loss.backward(retain_graph: true);
        loss.backward();
        Assert.ThrowsAny<System.Runtime.InteropServices.ExternalException>(() => loss.backward());
    }

    [Fact]
    public void Weights_of_outputs_scale_the_gradient()
    {
        using var scope = NewDisposeScope();
        var t = ones([2], requires_grad: true);
        (t * 2).backward([tensor(new[] { 1f, 10f })]);
        NaiveMath.Close([2, 20], t.grad!);
    }

    private static double At(double[] elements, int place, double change, Func<Tensor, Tensor> operation)
    {
        var moved = (double[])elements.Clone();
        moved[place] += change;
        return Weighted(operation(tensor(moved, [3, 4]))).item<double>();
    }

    // Uneven weights, so that a gradient that is right in sum only is found out.
    private static Tensor Weighted(Tensor t) => (t.flatten() * linspace(0.5, 2, t.numel(), float64)).sum();
}
