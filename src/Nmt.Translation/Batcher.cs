namespace Nmt.Translation;

/// <summary>A source of requests, each of which needs a result.</summary>
public interface IRequestSource
{
    /// <summary>Whether all input is already available, so that no one at the other end waits for each result.</summary>
    bool IsSeekable { get; }

    /// <summary>Number of requests that <see cref="Read"/> returns; null if that is not known in advance.</summary>
    long? Count { get; }

    /// <summary>Number of lines returned so far.</summary>
    long LinesRead { get; }

    /// <summary>Returns the requests, numbered from 1; may be enumerated only once.</summary>
    /// <exception cref="Nmt.Text.DataException">When a line cannot be read and reading does not continue after it.</exception>
    IEnumerable<TranslationRequest> Read();
}

/// <summary>
/// Collects requests into windows that are translated together. For files windows are always full, so that their lines can be sorted
/// by length. For streams a window contains the lines waiting at the moment: a single line is translated alone, and while input
/// accumulates the windows grow to their size for files.
/// </summary>
public sealed class Batcher
{
    /// <summary>Batches per window, which is sorted by length: enough for little padding, few enough for streaming.</summary>
    private const int BatchesInWindow = 16;

    /// <summary>Maximum characters of a window, about 8 MB: a thousand extremely long lines would take too much memory.</summary>
    private const long MaxCharacters = 1 << 22;

    private readonly RequestQueue _queue;
    private readonly int _minSize;
    private readonly int _maxSize;
    private readonly TimeSpan _maxWait;

    /// <summary>Starts reading in the background.</summary>
    /// <param name="source">The source of the requests.</param>
    /// <param name="batchSentences">Sentences per batch.</param>
    /// <param name="maxLatency">How long a stream's line may wait for others to be translated with it.</param>
    public Batcher(IRequestSource source, int batchSentences, TimeSpan maxLatency)
    {
        _maxSize = FullWindow(batchSentences);
        _minSize = source.IsSeekable ? _maxSize : batchSentences;
        _maxWait = source.IsSeekable ? Timeout.InfiniteTimeSpan : maxLatency;
        _queue = new RequestQueue(_maxSize, MaxCharacters);
        _queue.Start(source.Read());
    }

    /// <summary>Number of requests in a full window, given the batch size.</summary>
    public static int FullWindow(int batchSentences) => (int)Math.Min(int.MaxValue, (long)BatchesInWindow * batchSentences);

    /// <summary>Returns the windows, each with at least one request.</summary>
    /// <exception cref="Nmt.Text.DataException">After the last window, when an error ended reading early.</exception>
    public IEnumerable<IReadOnlyList<TranslationRequest>> Windows()
    {
        int size = _minSize;
        while (_queue.Take(Timeout.InfiniteTimeSpan) is { } first)
        {
            var window = Collect(first, size);
            size = window.Count == size ? (int)Math.Min(2L * size, _maxSize) : _minSize;
            yield return window;
        }

        _queue.ThrowIfFaulted();
    }

    private List<TranslationRequest> Collect(TranslationRequest first, int size)
    {
        var window = new List<TranslationRequest> { first };
        long characters = first.Characters;
        long start = Environment.TickCount64;
        while (window.Count < size && characters < MaxCharacters)
        {
            var remaining = _maxWait;
            if (remaining != Timeout.InfiniteTimeSpan)
            {
                var waited = TimeSpan.FromMilliseconds(Environment.TickCount64 - start);
                remaining = waited < remaining ? remaining - waited : TimeSpan.Zero;
            }

            if (_queue.Take(remaining) is not { } request)
            {
                break;
            }

            window.Add(request);
            characters += request.Characters;
        }

        return window;
    }
}
