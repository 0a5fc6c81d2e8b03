using System.Threading.Channels;

namespace Nmt.Translation;

/// <summary>
/// Requests between the thread that reads them and the one that answers them: the reader waits where too many are here, so that
/// memory stays bounded however fast it is and however long the lines are.
/// </summary>
/// <param name="maxRequests">Requests that the queue holds.</param>
/// <param name="maxCharacters">Characters that it holds; one line of any length always fits.</param>
public sealed class RequestQueue(int maxRequests, long maxCharacters)
{
    private readonly Channel<TranslationRequest> _channel = Channel.CreateBounded<TranslationRequest>(
        new BoundedChannelOptions(maxRequests) { SingleReader = true, SingleWriter = true });

    // A channel bounds how many there are, not how long they are together.
    private readonly object _gate = new();
    private long _characters;

    /// <summary>Starts reading in the background: a read that waits for a person must not keep the process alive.</summary>
    public void Start(IEnumerable<TranslationRequest> requests) =>
        new Thread(() => Fill(requests)) { IsBackground = true, Name = "input" }.Start();

    /// <summary>Takes the next request, and waits for it if need be.</summary>
    /// <param name="patience">How long; <see cref="Timeout.InfiniteTimeSpan"/> for as long as it takes.</param>
    /// <returns>Null at the end, and when the time is over.</returns>
    public TranslationRequest? Take(TimeSpan patience)
    {
        TranslationRequest? request;
        while (!_channel.Reader.TryRead(out request))
        {
            if (patience == TimeSpan.Zero || !WaitToRead(patience))
            {
                return null;
            }
        }

        lock (_gate)
        {
            _characters -= request.Characters;
            Monitor.Pulse(_gate);
        }

        return request;
    }

    /// <summary>Throws what ended reading early, if anything did; to be called at the end.</summary>
    public void ThrowIfFaulted() => _channel.Reader.Completion.GetAwaiter().GetResult();

    /// <returns>False at the end, and when the time is over.</returns>
    private bool WaitToRead(TimeSpan patience)
    {
        using var timeout = new CancellationTokenSource(patience);
        var wait = _channel.Reader.WaitToReadAsync(timeout.Token).AsTask();
        // What ended reading is thrown by ThrowIfFaulted, after the requests before it are answered.
        Task.WaitAny(wait);
        return wait is { IsCompletedSuccessfully: true, Result: true };
    }

    private void Fill(IEnumerable<TranslationRequest> requests)
    {
        Exception? fault = null;
        try
        {
            foreach (var request in requests)
            {
                Add(request);
            }
        }
        catch (Exception e)
        {
            fault = e;
        }

        _channel.Writer.Complete(fault);
    }

    private void Add(TranslationRequest request)
    {
        lock (_gate)
        {
            while (_characters > 0 && _characters + request.Characters > maxCharacters)
            {
                Monitor.Wait(_gate);
            }

            _characters += request.Characters;
        }

        while (!_channel.Writer.TryWrite(request))
        {
            _channel.Writer.WaitToWriteAsync().AsTask().Wait();
        }
    }
}
