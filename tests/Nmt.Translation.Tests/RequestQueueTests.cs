using Nmt.Text;

namespace Nmt.Translation.Tests;

public sealed class RequestQueueTests
{
    [Fact]
    public void Lines_are_returned_in_order_and_then_null()
    {
        // Given
        var queue = new RequestQueue(maxRequests: 3, maxCharacters: 100);

        // When
        queue.Start(Enumerable.Range(1, 1000).Select(number => Line(number, 10)));

        // Then
        Assert.Equal(Enumerable.Range(1, 1000).Select(number => (long)number), TakeAll(queue));
        Assert.Null(queue.Take(Timeout.InfiniteTimeSpan));
    }

    [Theory]
    [InlineData(5, 1_000_000, 10, 5)]
    [InlineData(1000, 100, 30, 3)]
    [InlineData(1000, 100, 500, 1)]
    public void Reader_waits_while_the_queue_is_full(int maxLines, int maxCharacters, int length, int expected)
    {
        // Given
        int read = 0;
        var queue = new RequestQueue(maxLines, maxCharacters);
        IEnumerable<TranslationRequest> Endless()
        {
            while (true)
            {
                yield return Line(Interlocked.Increment(ref read), length);
            }
        }

        // When: the reader has time to read far more.
        queue.Start(Endless());
        SpinWait.SpinUntil(() => Volatile.Read(ref read) > expected, TimeSpan.FromSeconds(10));
        Thread.Sleep(50);

        // Then: the lines in the queue and the one waiting to enter.
        Assert.Equal(expected + 1, Volatile.Read(ref read));
    }

    [Fact]
    public void Take_returns_null_after_the_maximum_wait()
    {
        // Given
        using var more = new ManualResetEventSlim();
        var queue = new RequestQueue(10, 100);
        IEnumerable<TranslationRequest> Slow()
        {
            more.Wait();
            yield return Line(1, 1);
        }

        // When
        queue.Start(Slow());
        var early = queue.Take(TimeSpan.Zero);
        more.Set();

        // Then
        Assert.Null(early);
        Assert.Equal(1, queue.Take(Timeout.InfiniteTimeSpan)!.Number);
    }

    [Fact]
    public void Exception_of_the_reader_is_thrown_after_the_lines_before_it()
    {
        // Given
        var queue = new RequestQueue(10, 100);
        static IEnumerable<TranslationRequest> Failing()
        {
            yield return Line(1, 1);
            throw new DataException("in:2: bad");
        }

        // When
        queue.Start(Failing());

        // Then
        Assert.Equal([1], TakeAll(queue));
        Assert.Equal("in:2: bad", Assert.Throws<DataException>(queue.ThrowIfFaulted).Message);
    }

    private static List<long> TakeAll(RequestQueue queue)
    {
        var taken = new List<long>();
        while (queue.Take(Timeout.InfiniteTimeSpan) is { } line)
        {
            taken.Add(line.Number);
        }

        return taken;
    }

    private static TranslationRequest Line(int number, int length) => new(number, "") { Characters = length };
}
