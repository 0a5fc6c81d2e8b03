namespace Nmt.Cpu.Kernels;

/// <summary>Work that threads share.</summary>
internal interface ISharedWork
{
    /// <summary>Does a part of the work.</summary>
    /// <param name="part">The part, from 0.</param>
    /// <param name="parts">Number of parts.</param>
    void Do(int part, int parts);
}

/// <summary>
/// A few threads that take parts of small pieces of work, thousands of times a second: they wait for the next piece awake for some
/// microseconds before they sleep. The caller does a part too.
/// </summary>
internal sealed class Workers : IDisposable
{
    /// <summary>Rounds of waiting awake: some 50 microseconds, longer than a step of a search takes between two products.</summary>
    private const int Rounds = 1000;

    private readonly Lock _exclusive = new();
    private readonly object _gate = new();
    private readonly Thread[] _threads;
    private ISharedWork? _work;
    private Exception? _failure;
    private int _piece;
    private int _remaining;
    private int _sleeping;
    private bool _isDisposed;

    /// <summary>Starts the threads.</summary>
    /// <param name="count">Number of threads including the caller's, at least 1.</param>
    public Workers(int count)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        Count = count;
        _threads = new Thread[count - 1];
        for (int i = 0; i < _threads.Length; i++)
        {
            int part = i + 1;
            _threads[i] = new Thread(() => Serve(part)) { IsBackground = true, Name = $"nmt worker {part}" };
            _threads[i].Start();
        }
    }

    /// <summary>Number of threads including the caller's.</summary>
    public int Count { get; }

    /// <summary>Does all parts of a piece of work, and returns when they are done. Callers on several threads take turns.</summary>
    public void Do(ISharedWork work)
    {
        if (_threads.Length == 0)
        {
            work.Do(0, 1);
            return;
        }

        lock (_exclusive)
        {
            ObjectDisposedException.ThrowIf(_isDisposed, this);
            Start(work);
            try
            {
                work.Do(0, Count);
            }
            finally
            {
                var wait = default(SpinWait);
                while (Volatile.Read(ref _remaining) > 0)
                {
                    wait.SpinOnce(sleep1Threshold: -1);
                }

                _work = null;
            }

            if (_failure is { } failure)
            {
                _failure = null;
                throw new InvalidOperationException("a worker thread failed", failure);
            }
        }
    }

    /// <summary>Ends the threads.</summary>
    public void Dispose()
    {
        lock (_exclusive)
        {
            if (_isDisposed)
            {
                return;
            }

            _isDisposed = true;
            Announce();
        }

        foreach (var thread in _threads)
        {
            thread.Join();
        }
    }

    private void Start(ISharedWork work)
    {
        _work = work;
        _remaining = _threads.Length;
        Announce();
    }

    private void Announce()
    {
        // A full fence, so that either a thread that falls asleep sees the new piece, or it is seen here.
        Interlocked.Increment(ref _piece);
        if (Volatile.Read(ref _sleeping) > 0)
        {
            lock (_gate)
            {
                Monitor.PulseAll(_gate);
            }
        }
    }

    private void Serve(int part)
    {
        for (int seen = 0; ;)
        {
            seen = WaitForNext(seen);
            if (Volatile.Read(ref _isDisposed))
            {
                return;
            }

            try
            {
                _work!.Do(part, Count);
            }
            catch (Exception exception)
            {
                // Thrown in the caller's thread.
                _failure = exception;
            }

            Interlocked.Decrement(ref _remaining);
        }
    }

    private int WaitForNext(int seen)
    {
        for (int round = 0; round < Rounds; round++)
        {
            int piece = Volatile.Read(ref _piece);
            if (piece != seen)
            {
                return piece;
            }

            Thread.SpinWait(4);
        }

        lock (_gate)
        {
            Interlocked.Increment(ref _sleeping);
            while (Volatile.Read(ref _piece) == seen)
            {
                Monitor.Wait(_gate);
            }

            Interlocked.Decrement(ref _sleeping);
            return Volatile.Read(ref _piece);
        }
    }
}
