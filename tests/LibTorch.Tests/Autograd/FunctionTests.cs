using System.Runtime.InteropServices;
using TorchSharp.Tests.Tensors;
using static TorchSharp.torch;

namespace TorchSharp.Tests.Autograd;

public sealed class FunctionTests
{
    [Fact]
    public void Gradients_equal_those_of_the_twin_on_autograd()
    {
        // Given
        using var scope = NewDisposeScope();
        var x = tensor(NaiveMath.Numbers(6, 1), [2, 3], requires_grad: true);
        var w = tensor(NaiveMath.Numbers(12, 2), [3, 4], requires_grad: true);
        var twinX = x.detach().clone().requires_grad_();
        var twinW = w.detach().clone().requires_grad_();

        // When
        var made = TanhLayer.apply(x, w, 0.5);
        (made[0] * made[1].square()).sum().backward();
        var product = twinX.matmul(twinW) * 0.5;
        (product.tanh() * product.square()).sum().backward();

        // Then
        Assert.True(made[0].requires_grad);
        Assert.True(twinX.grad!.allclose(x.grad!));
        Assert.True(twinW.grad!.allclose(w.grad!));
    }

    [Fact]
    public void An_unused_result_arrives_as_zeros()
    {
        using var scope = NewDisposeScope();
        var x = ones([1, 1], float64, requires_grad: true);
        TanhLayer.apply(x, ones([1, 1], float64), 1.0)[0].sum().backward();
        NaiveMath.Close([1 - Math.Pow(Math.Tanh(1), 2)], x.grad!);
    }

    [Fact]
    public void Without_inputs_that_require_grad_nothing_is_recorded()
    {
        using var scope = NewDisposeScope();
        Assert.False(TanhLayer.apply(ones(1, 1), ones(1, 1), 1.0)[0].requires_grad);
        using (no_grad())
        {
            Assert.False(TanhLayer.apply(ones([1, 1], requires_grad: true), ones(1, 1), 1.0)[0].requires_grad);
        }
    }

    [Fact]
    public void An_exception_in_backward_surfaces_as_itself()
    {
        using var scope = NewDisposeScope();
        var x = ones([2], requires_grad: true);
        for (var i = 0; i < 10; i++)
        {
            var thrown = Assert.Throws<InvalidTimeZoneException>(() => Failing.apply(x * 2).sum().backward());
            Assert.Equal("from backward", thrown.Message);
        }

        Assert.Throws<InvalidTimeZoneException>(() => autograd.grad([Failing.apply(x).sum()], [x]));
        (x * 3).sum().backward();
        NaiveMath.Close([3, 3], x.grad!);
    }

    [Fact]
    public void An_exception_in_forward_surfaces_as_itself()
    {
        using var scope = NewDisposeScope();
        Assert.ThrowsAny<ExternalException>(() => TanhLayer.apply(ones([2, 3], requires_grad: true), ones(2, 3), 1.0));
    }

    [Fact]
    public void A_wrong_number_of_gradients_is_refused()
    {
        using var scope = NewDisposeScope();
        var x = ones([2], requires_grad: true);
        var thrown = Assert.Throws<InvalidOperationException>(() => Forgetful.apply(x, 1).sum().backward());
        Assert.Contains("1 gradients for 2 arguments", thrown.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Saved_tensors_are_gone_after_the_first_backward()
    {
        using var scope = NewDisposeScope();
        var x = ones([1, 1], requires_grad: true);
        var loss = TanhLayer.apply(x, ones(1, 1), 1.0)[0].sum();
        loss.backward(retain_graph: true);
        loss.backward();
        Assert.ThrowsAny<ExternalException>(() => loss.backward());
    }

    [Fact]
    public void An_argument_returned_as_it_is_keeps_its_own_history()
    {
        using var scope = NewDisposeScope();
        var x = ones([2], requires_grad: true);
        var same = Reversed.apply(x);
        (same * 2).sum().backward();
        NaiveMath.Close([-2, -2], x.grad!);
        Assert.True(x.is_leaf);
    }

    [Fact]
    public void A_result_marked_as_not_differentiable_requires_no_grad()
    {
        using var scope = NewDisposeScope();
        var x = tensor(new[] { 1.0, 3.0 }, requires_grad: true);
        var made = MaximumWithPlace.apply(x);
        Assert.True(made[0].requires_grad);
        Assert.False(made[1].requires_grad);
        made[0].backward();
        NaiveMath.Close([0, 1], x.grad!);
    }

    [Fact]
    public void An_argument_changed_in_place_and_marked_so_carries_the_new_history()
    {
        // Given
        using var scope = NewDisposeScope();
        var x = tensor(new[] { 1.0, 3.0 }, requires_grad: true);
        var middle = x * 5;

        // When
        var made = Doubled.apply(middle);
        made.sum().backward();

        // Then
        Assert.Same(middle, made);
        NaiveMath.Close([10, 30], middle);
        NaiveMath.Close([10, 10], x.grad!);
        Assert.ThrowsAny<ExternalException>(() => Doubled.apply(x));
    }

    [Fact]
    public void A_missing_gradient_counts_as_zero_or_stays_null_as_asked()
    {
        using var scope = NewDisposeScope();
        var x = ones([2], float64, requires_grad: true);
        Unmaterialized.apply(x)[1].sum().backward();
        NaiveMath.Close([3, 3], x.grad!);
    }

    [Fact]
    public void Thousands_of_calls_leave_no_tensor_and_no_context_behind()
    {
        // Given
        var x = randn([8, 8], requires_grad: true);
        var w = randn([8, 8], requires_grad: true);
        CallAndForget(x, w, backward: true);
        var before = DisposeScopeManager.Statistics.ThreadTotalLiveCount;
        var alive = new List<WeakReference>();

        // When: with and without the backward pass
        for (var i = 0; i < 2000; i++)
        {
            alive.Add(CallAndForget(x, w, backward: i % 2 == 0));
        }

        // Then
        Assert.Equal(before, DisposeScopeManager.Statistics.ThreadTotalLiveCount);
        CollectGarbage();
        Assert.True(alive.Count(reference => reference.IsAlive) < 20);
        x.Dispose();
        w.Dispose();
    }

    private static WeakReference CallAndForget(Tensor x, Tensor w, bool backward)
    {
        using var scope = NewDisposeScope();
        var marker = new object();
        var made = TanhLayer.apply(x, w, 0.1, marker);
        if (backward)
        {
            made[0].sum().backward();
            x.grad = null;
            w.grad = null;
        }

        return new WeakReference(marker);
    }

    // Allocates until the collector has run twice: GC.Collect is banned here.
    private static void CollectGarbage()
    {
        var until = System.GC.CollectionCount(2) + 2;
        while (System.GC.CollectionCount(2) < until)
        {
            _ = new byte[1 << 20];
        }
    }

    /// <summary>y = tanh(s x w) and s x w; an extra argument is kept as data.</summary>
    private sealed class TanhLayer : autograd.MultiTensorFunction<TanhLayer>
    {
        public override string Name => nameof(TanhLayer);

        public override List<Tensor> forward(autograd.AutogradContext ctx, params object[] vars)
        {
            var scale = (double)vars[2];
            var product = ((Tensor)vars[0]).matmul((Tensor)vars[1]).mul_(scale);
            var result = product.tanh();
            ctx.save_for_backward([(Tensor)vars[0], (Tensor)vars[1], result]);
            ctx.save_data("scale", scale);
            ctx.save_data("rest", vars[^1]);
            ctx.save_data("arguments", vars.Length);
            return [result, product];
        }

        public override List<Tensor> backward(autograd.AutogradContext ctx, List<Tensor> grad_outputs)
        {
            var saved = ctx.get_saved_variables();
            var local = ((1 - saved[2].square()) * grad_outputs[0]).add_(grad_outputs[1]).mul_((double)ctx.get_data("scale"));
            List<Tensor> gradients = [local.matmul(saved[1].t()), saved[0].t().matmul(local)];
            while (gradients.Count < (int)ctx.get_data("arguments"))
            {
                gradients.Add(null!);
            }

            return gradients;
        }
    }

    private sealed class Failing : autograd.SingleTensorFunction<Failing>
    {
        public override string Name => nameof(Failing);

        public override Tensor forward(autograd.AutogradContext ctx, params object[] vars) => (Tensor)vars[0] + 1;

        public override List<Tensor> backward(autograd.AutogradContext ctx, Tensor grad_output) =>
            throw new InvalidTimeZoneException("from backward");
    }

    private sealed class Forgetful : autograd.SingleTensorFunction<Forgetful>
    {
        public override string Name => nameof(Forgetful);

        public override Tensor forward(autograd.AutogradContext ctx, params object[] vars) => (Tensor)vars[0] + 1;

        public override List<Tensor> backward(autograd.AutogradContext ctx, Tensor grad_output) => [grad_output];
    }

    private sealed class Doubled : autograd.SingleTensorFunction<Doubled>
    {
        public override string Name => nameof(Doubled);

        public override Tensor forward(autograd.AutogradContext ctx, params object[] vars)
        {
            var argument = (Tensor)vars[0];
            ctx.mark_dirty([argument]);
            return argument.mul_(2);
        }

        public override List<Tensor> backward(autograd.AutogradContext ctx, Tensor grad_output) => [grad_output * 2];
    }

    /// <summary>2x and 3x; the gradient of a result that is not used must come as null.</summary>
    private sealed class Unmaterialized : autograd.MultiTensorFunction<Unmaterialized>
    {
        public override string Name => nameof(Unmaterialized);

        public override List<Tensor> forward(autograd.AutogradContext ctx, params object[] vars)
        {
            ctx.set_materialize_grads(false);
            return [(Tensor)vars[0] * 2, (Tensor)vars[0] * 3];
        }

        public override List<Tensor> backward(autograd.AutogradContext ctx, List<Tensor> grad_outputs)
        {
            Assert.Null(grad_outputs[0]);
            return [grad_outputs[1] * 3];
        }
    }

    /// <summary>Reverses the gradient and nothing else.</summary>
    private sealed class Reversed : autograd.SingleTensorFunction<Reversed>
    {
        public override string Name => nameof(Reversed);

        public override Tensor forward(autograd.AutogradContext ctx, params object[] vars) => (Tensor)vars[0];

        public override List<Tensor> backward(autograd.AutogradContext ctx, Tensor grad_output) => [-grad_output];
    }

    private sealed class MaximumWithPlace : autograd.MultiTensorFunction<MaximumWithPlace>
    {
        public override string Name => nameof(MaximumWithPlace);

        public override List<Tensor> forward(autograd.AutogradContext ctx, params object[] vars)
        {
            var (values, indexes) = ((Tensor)vars[0]).max(0);
            ctx.save_for_backward([indexes]);
            ctx.mark_non_differentiable([indexes]);
            return [values, indexes];
        }

        public override List<Tensor> backward(autograd.AutogradContext ctx, List<Tensor> grad_outputs) =>
            [zeros([2], float64).scatter_(0, ctx.get_saved_variables()[0].view(1), grad_outputs[0].view(1))];
    }
}
