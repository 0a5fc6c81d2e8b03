namespace Nmt.Translation;

/// <summary>Where requests come from that must each be answered.</summary>
public interface IRequestSource
{
    /// <summary>Whether all input is there already, so that nobody waits for an answer at the other end.</summary>
    bool IsSeekable { get; }

    /// <summary>Lines returned so far.</summary>
    long LinesRead { get; }

    /// <summary>The requests, numbered from 1; to be read once.</summary>
    /// <exception cref="Nmt.Text.DataException">When a line cannot be read and reading does not continue after it.</exception>
    IEnumerable<TranslationRequest> Read();
}

/// <summary>
/// Gathers requests that are translated together. Of files a window is always full, so that its lines can be sorted by length.
/// Of a stream it holds what is waiting at that moment: a line that comes alone is answered alone, and while input keeps piling up
/// the windows grow to the size that they have for files.
/// </summary>
public sealed class Batcher
{
    /// <summary>Batches gathered before they are sorted by length: enough for little padding, few enough to stream.</summary>
    private const int BatchesInWindow = 16;

    /// <summary>Text of a full window, about 8 MB of it: few lines are that long, but then they must not be a thousand.</summary>
    private const long MaxCharacters = 1 << 22;

    private readonly RequestQueue _queue;
    private readonly int _smallest;
    private readonly int _largest;
    private readonly TimeSpan _patience;

    /// <summary>Starts reading in the background.</summary>
    /// <param name="source">What to read.</param>
    /// <param name="batchSentences">Sentences per batch.</param>
    /// <param name="maxLatency">How long a stream's line may wait for others to be translated with it.</param>
    public Batcher(IRequestSource source, int batchSentences, TimeSpan maxLatency)
    {
        _largest = FullWindow(batchSentences);
        _smallest = source.IsSeekable ? _largest : batchSentences;
        _patience = source.IsSeekable ? Timeout.InfiniteTimeSpan : maxLatency;
        _queue = new RequestQueue(_largest, MaxCharacters);
        _queue.Start(source.Read());
    }

    /// <summary>Requests in a full window of batches of this size.</summary>
    public static int FullWindow(int batchSentences) => (int)Math.Min(int.MaxValue, (long)BatchesInWindow * batchSentences);

    /// <summary>The windows, each with at least one request.</summary>
    /// <exception cref="Nmt.Text.DataException">After the last window, when something ended reading early.</exception>
    public IEnumerable<IReadOnlyList<TranslationRequest>> Windows()
    {
        int size = _smallest;
        while (_queue.Take(Timeout.InfiniteTimeSpan) is { } first)
        {
            var window = Gather(first, size);
            size = window.Count == size ? (int)Math.Min(2L * size, _largest) : _smallest;
            yield return window;
        }

        _queue.ThrowIfFaulted();
    }

    private List<TranslationRequest> Gather(TranslationRequest first, int size)
    {
        var window = new List<TranslationRequest> { first };
        long characters = first.Characters;
        long start = Environment.TickCount64;
        while (window.Count < size && characters < MaxCharacters)
        {
            var left = _patience;
            if (left != Timeout.InfiniteTimeSpan)
            {
                var waited = TimeSpan.FromMilliseconds(Environment.TickCount64 - start);
                left = waited < left ? left - waited : TimeSpan.Zero;
            }

            if (_queue.Take(left) is not { } request)
            {
                break;
            }

            window.Add(request);
            characters += request.Characters;
        }

        return window;
    }
}
