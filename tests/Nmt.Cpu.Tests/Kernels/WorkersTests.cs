using Nmt.Cpu.Kernels;

namespace Nmt.Cpu.Tests.Kernels;

public sealed class WorkersTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(5)]
    public void Every_part_is_done_once_in_every_piece_of_work(int threads)
    {
        using var workers = new Workers(threads);
        var work = new Counting(threads);
        for (int piece = 1; piece <= 2_000; piece++)
        {
            workers.Do(work);
            Assert.All(work.Done, count => Assert.Equal(piece, count));
        }
    }

    [Fact]
    public void Threads_that_have_fallen_asleep_wake_up()
    {
        using var workers = new Workers(3);
        var work = new Counting(3);
        for (int piece = 1; piece <= 5; piece++)
        {
            Thread.Sleep(20);
            workers.Do(work);
            Assert.All(work.Done, count => Assert.Equal(piece, count));
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void A_failure_of_any_thread_reaches_the_caller_and_later_work_is_done(int failing)
    {
        using var workers = new Workers(2);
        var exception = Assert.ThrowsAny<InvalidOperationException>(() => workers.Do(new Failing(failing)));
        Assert.Contains("part failed", (exception.InnerException ?? exception).Message, StringComparison.Ordinal);
        var work = new Counting(2);
        workers.Do(work);
        Assert.All(work.Done, count => Assert.Equal(1, count));
    }

    [Fact]
    public void Callers_on_several_threads_take_turns()
    {
        using var workers = new Workers(2);
        var works = Enumerable.Range(0, 4).Select(_ => new Counting(2)).ToList();
        Parallel.ForEach(works, work =>
        {
            for (int piece = 0; piece < 500; piece++)
            {
                workers.Do(work);
            }
        });
        Assert.All(works, work => Assert.All(work.Done, count => Assert.Equal(500, count)));
    }

    [Fact]
    public void Nothing_is_done_after_the_end()
    {
        var workers = new Workers(2);
        workers.Dispose();
        workers.Dispose();
        Assert.Throws<ObjectDisposedException>(() => workers.Do(new Counting(2)));
    }

    private sealed class Counting(int threads) : ISharedWork
    {
        public int[] Done { get; } = new int[threads];

        public void Do(int part, int parts)
        {
            Assert.Equal(Done.Length, parts);
            Done[part]++;
        }
    }

    private sealed class Failing(int failing) : ISharedWork
    {
        public void Do(int part, int parts)
        {
            if (part == failing)
            {
                throw new InvalidOperationException("part failed");
            }
        }
    }
}
