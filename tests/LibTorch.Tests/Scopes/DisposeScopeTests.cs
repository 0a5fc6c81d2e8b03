using static TorchSharp.torch;

namespace TorchSharp.Tests.Scopes;

public sealed class DisposeScopeTests
{
    [Fact]
    public void A_scope_disposes_what_was_made_in_it_and_nothing_else()
    {
        // Given
        using var outside = zeros(1);
        Tensor inner;
        Tensor moved;
        using (var outer = NewDisposeScope())
        {
            // When
            using (NewDisposeScope())
            {
                inner = outside + 1;
                moved = (inner * 2).MoveToOuterDisposeScope();
            }

            // Then
            Assert.True(inner.IsInvalid);
            Assert.False(moved.IsInvalid);
            Assert.True(outer.Contains(moved));
        }

        Assert.True(moved.IsInvalid);
        Assert.False(outside.IsInvalid);
    }

    [Fact]
    public void A_detached_tensor_survives_all_scopes()
    {
        Tensor survivor;
        using (NewDisposeScope())
        {
            using var scope = NewDisposeScope();
            survivor = zeros(1).DetachFromDisposeScope();
        }

        Assert.False(survivor.IsInvalid);
        survivor.Dispose();
    }

    [Fact]
    public void Moving_out_of_the_outermost_scope_detaches()
    {
        Tensor survivor;
        using (NewDisposeScope())
        {
            survivor = zeros(1).MoveToOuterDisposeScope();
        }

        Assert.False(survivor.IsInvalid);
        survivor.Dispose();
    }

    [Fact]
    public void Attaching_moves_between_scopes_and_all_but_one_can_be_disposed()
    {
        using var first = NewDisposeScope();
        var a = zeros(1);
        var b = zeros(1);
        using (var second = NewDisposeScope())
        {
            second.Attach(a);
            Assert.False(first.Contains(a));
            a.MoveToOtherDisposeScope(b);
        }

        Assert.False(a.IsInvalid);
        Assert.Same(b, first.DisposeEverythingBut(b));
        Assert.True(a.IsInvalid);
        Assert.Equal([b], first.DisposablesView);
        b.Dispose();
        Assert.Equal(0, first.DisposablesCount);
    }

    [Fact]
    public void Scopes_closed_out_of_order_leave_the_stack_clean()
    {
        var before = CurrentDisposeScope;
        var outer = NewDisposeScope();
        var inner = NewDisposeScope();
        var t = zeros(1);
        outer.Dispose();
        Assert.False(t.IsInvalid);
        Assert.Same(inner, CurrentDisposeScope);
        inner.Dispose();
        inner.Dispose();
        Assert.True(t.IsInvalid);
        Assert.Same(before, CurrentDisposeScope);
    }

    [Fact]
    public void Every_thread_has_its_own_stack()
    {
        using var scope = NewDisposeScope();
        DisposeScope? seen = scope;
        var thread = new Thread(() => seen = CurrentDisposeScope);
        thread.Start();
        thread.Join();
        Assert.Null(seen);
    }

    [Fact]
    public void The_number_of_live_tensors_is_unchanged_after_thousands_of_steps_and_after_exceptions()
    {
        // Given
        using var weight = randn([4, 4], requires_grad: true);
        TrainingStep(weight, fails: false);
        var before = Tensor.TotalCount;
        var threadBefore = DisposeScopeManager.Statistics.ThreadTotalLiveCount;

        // When
        for (var i = 0; i < 3000; i++)
        {
            TrainingStep(weight, fails: i % 10 == 0);
        }

        // Then: of the whole process there may be less, where the collector found what earlier tests left behind.
        Assert.True(Tensor.TotalCount <= before);
        Assert.Equal(threadBefore, DisposeScopeManager.Statistics.ThreadTotalLiveCount);
    }

    [Fact]
    public void Memory_stays_flat_over_thousands_of_steps_with_backward()
    {
        // Given
        using var weight = randn([64, 64], requires_grad: true);
        Repeat(2000, weight);
        var before = ResidentBytes();

        // When
        Repeat(4000, weight);

        // Then: a single leaked 64x64 matrix a step would be 64 MB.
        var grown = ResidentBytes() - before;
        Assert.True(grown < 8_000_000, $"the process grew by {grown} bytes");
    }

    private static void Repeat(int steps, Tensor weight)
    {
        for (var i = 0; i < steps; i++)
        {
            TrainingStep(weight, fails: false);
        }
    }

    private static void TrainingStep(Tensor weight, bool fails)
    {
        try
        {
            using var scope = NewDisposeScope();
            var size = weight.shape[0];
            var loss = weight.matmul(ones(size, 2)).tanh().square().sum();
            if (fails)
            {
                loss.view(99);
            }

            loss.backward();
            using (no_grad())
            {
                weight.add_(weight.grad!, -0.001);
            }

            weight.grad = null;
        }
        catch (System.Runtime.InteropServices.ExternalException)
        {
            Assert.True(fails);
        }
    }

    private static long ResidentBytes()
    {
        var line = File.ReadLines("/proc/self/status").First(text => text.StartsWith("VmRSS:", StringComparison.Ordinal));
        return long.Parse(line.Split(' ', '\t').First(part => part.Length > 0 && char.IsDigit(part[0])), System.Globalization.CultureInfo.InvariantCulture) * 1024;
    }
}
