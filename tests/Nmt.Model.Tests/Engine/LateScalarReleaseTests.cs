using static TorchSharp.torch;

namespace Nmt.Model.Tests.Engine;

public sealed class LateScalarReleaseTests
{
    private const int Calls = 300_000;

    [Fact]
    public void Numbers_passed_to_the_library_outlive_its_calls_whatever_is_collected_meanwhile()
    {
        // Given: another thread that has the garbage collector at work all the time.
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
            // The library passes a number of its own, by which the second is multiplied.
            sum.add_(one);
        }

        stop.Cancel();
        collector.Join();

        // Then: sums of so many ones are exact.
        Assert.Equal(Calls, sum.item<float>());
    }
}
