using System.Threading.Channels;

namespace Nmt.Translation;

/// <summary>
/// A bounded queue between the thread that reads requests and the one that translates them: the reader waits while the queue is
/// full, so that memory stays bounded however fast the reader is and however long the lines are.
/// </summary>
/// <param name="maxRequests">Maximum number of requests in the queue.</param>
/// <param name="maxCharacters">Maximum number of characters in the queue; an empty queue accepts a line of any length.</param>
public sealed class RequestQueue(int maxRequests, long maxCharacters)
{
    private readonly Channel<TranslationRequest> _channel = Channel.CreateBounded<TranslationRequest>(
        new BoundedChannelOptions(maxRequests) { SingleReader = true, SingleWriter = true });

    // A channel limits the number of requests, but not their total length.
    private readonly object _gate = new();
    private long _characters;

    /// <summary>Starts reading on a background thread, because a read that waits for user input must not keep the process alive.</summary>
    public void Start(IEnumerable<TranslationRequest> requests) =>
        new Thread(() => Fill(requests)) { IsBackground = true, Name = "input" }.Start();

    /// <summary>Removes and returns the next request, waiting for it if necessary.</summary>
    /// <param name="maxWait">The maximum wait; <see cref="Timeout.InfiniteTimeSpan"/> for no limit.</param>
    /// <returns>The request; null at the end of the input or after the maximum wait.</returns>
    public TranslationRequest? Take(TimeSpan maxWait)
    {
        TranslationRequest? request;
        while (!_channel.Reader.TryRead(out request))
        {
            if (maxWait == TimeSpan.Zero || !WaitToRead(maxWait))
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

    /// <summary>Rethrows the exception that ended reading early, if any; to be called at the end.</summary>
    public void ThrowIfFaulted() => _channel.Reader.Completion.GetAwaiter().GetResult();

    /// <returns>False at the end of the input and after the maximum wait.</returns>
    private bool WaitToRead(TimeSpan maxWait)
    {
        using var timeout = new CancellationTokenSource(maxWait);
        var wait = _channel.Reader.WaitToReadAsync(timeout.Token).AsTask();
        // ThrowIfFaulted throws the reader's exception after the requests before it are processed.
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
