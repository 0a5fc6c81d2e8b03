namespace Nmt.Translation.Tests;

public sealed class BatcherTests
{
    [Fact]
    public void Windows_of_files_are_full_even_if_reading_is_slow()
    {
        // When
        int[] sizes = Sizes(new Source(100, isSeekable: true, pause: TimeSpan.FromMilliseconds(1)), batchSentences: 2);

        // Then: 16 batches of two.
        Assert.Equal([32, 32, 32, 4], sizes);
    }

    [Fact]
    public void Single_line_of_a_stream_is_a_window()
    {
        // Given: whoever writes the stream waits for each answer before the next line.
        using var answered = new SemaphoreSlim(initialCount: 1);
        var batcher = new Batcher(new Source(5, isSeekable: false, pause: TimeSpan.Zero) { Ready = answered }, batchSentences: 8, TimeSpan.Zero);

        // When
        var sizes = new List<int>();
        foreach (var window in batcher.Windows())
        {
            sizes.Add(window.Count);
            answered.Release();
        }

        // Then
        Assert.Equal([1, 1, 1, 1, 1], sizes);
    }

    [Fact]
    public void Lines_of_a_stream_wait_for_each_other_up_to_the_maximum_latency()
    {
        // When
        int[] sizes = Sizes(new Source(5, isSeekable: false, pause: TimeSpan.FromMilliseconds(20)), batchSentences: 8, maxLatency: TimeSpan.FromMinutes(1));

        // Then
        Assert.Equal([5], sizes);
    }

    [Fact]
    public void Windows_of_a_stream_grow_while_input_accumulates()
    {
        // Given: much of the input is read before the first window is requested.
        var source = new Source(100, isSeekable: false, pause: TimeSpan.Zero);
        var batcher = new Batcher(source, batchSentences: 4, TimeSpan.Zero);
        SpinWait.SpinUntil(() => source.LinesRead >= 64, TimeSpan.FromSeconds(10));

        // When
        int[] sizes = [.. batcher.Windows().Take(3).Select(window => window.Count)];

        // Then
        Assert.Equal([4, 8, 16], sizes);
    }

    [Fact]
    public void Few_long_lines_fill_a_window()
    {
        // Given: a million characters each.
        var source = new Source(10, isSeekable: true, pause: TimeSpan.Zero, characters: 1 << 20);

        // When, Then: a window has four million.
        Assert.Equal([4, 4, 2], Sizes(source, batchSentences: 64));
    }

    private static int[] Sizes(Source source, int batchSentences, TimeSpan maxLatency = default) =>
        [.. new Batcher(source, batchSentences, maxLatency).Windows().Select(window => window.Count)];

    private sealed class Source(int count, bool isSeekable, TimeSpan pause, int characters = 1) : IRequestSource
    {
        private int _read;

        public long? Count => isSeekable ? count : null;

        /// <summary>Must be released once per line, if given.</summary>
        public SemaphoreSlim? Ready { get; init; }

        public bool IsSeekable => isSeekable;

        public long LinesRead => Volatile.Read(ref _read);

        public IEnumerable<TranslationRequest> Read()
        {
            for (int number = 1; number <= count; number++)
            {
                Ready?.Wait();
                Thread.Sleep(pause);
                Interlocked.Increment(ref _read);
                yield return new TranslationRequest(number, "") { Characters = characters };
            }
        }
    }
}
