using static TorchSharp.torch;

namespace Nmt.Model.Tests.Engine;

public sealed class LateScalarReleaseTests
{
    private const int Calls = 300_000;

    [Fact]
    public void Scalars_passed_to_the_library_outlive_its_calls_despite_garbage_collections()
    {
        // Given: another thread that keeps the garbage collector busy.
        using var stop = new CancellationTokenSource();
        var collector = new Thread(() =>
        {
            while (!stop.IsCancellationRequested)
            {
                GC.KeepAlive(new byte[1 << 16]);
            }
        });
        collector.Start();
        using var sum = zeros(1);
        using var one = ones(1);

        // When
        for (int i = 0; i < Calls; i++)
        {
            // The library passes its own scalar, by which the second tensor is multiplied.
            sum.add_(one);
        }

        stop.Cancel();
        collector.Join();

        // Then: sums of this many ones are exact.
        Assert.Equal(Calls, sum.item<float>());
    }
}
