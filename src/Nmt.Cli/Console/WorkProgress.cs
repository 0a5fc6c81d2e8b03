using System.Runtime.InteropServices;

namespace Nmt.Cli.Console;

/// <summary>
/// Shows on the live line of a terminal how much of some work is done and how long the rest will take; nothing for work that ends within
/// two seconds.
/// </summary>
internal sealed class WorkProgress : IProgress<double>, IDisposable
{
    /// <summary>How long work takes before it is shown.</summary>
    internal static readonly TimeSpan Delay = TimeSpan.FromSeconds(2);

    /// <summary>How often the line is drawn.</summary>
    internal static readonly TimeSpan Interval = TimeSpan.FromSeconds(0.5);

    private readonly LiveLineWriter _error;
    private readonly string _text;
    private readonly double _total;
    private readonly Func<int> _columns;
    private readonly TimeProvider _time;
    private readonly long _start;
    private readonly ITimer? _timer;
    private readonly PosixSignalRegistration[] _signals = [];
    private readonly Lock _lock = new();
    private double _done;
    private TimeSpan _reportedAfter;
    private bool _isEnded;

    /// <summary>Starts the clock.</summary>
    /// <param name="error">Standard error.</param>
    /// <param name="isShown">Whether the line is drawn; see <see cref="MayBeShown"/>.</param>
    /// <param name="text">What is being done, as in <c>translating 1,024 lines</c>.</param>
    /// <param name="total">Amount of work, in any unit.</param>
    /// <param name="columns">Width of the terminal.</param>
    /// <param name="time">The clock.</param>
    internal WorkProgress(LiveLineWriter error, bool isShown, string text, double total, Func<int> columns, TimeProvider time)
    {
        (_error, _text, _total, _columns, _time, _start) = (error, text, total, columns, time, time.GetTimestamp());
        if (isShown)
        {
            // The shell's prompt must not appear behind the line when a signal ends the process.
            _signals = StopSignals.Register(_ => End());
            _timer = time.CreateTimer(_ => Draw(), state: null, Delay, Interval);
        }
    }

    /// <summary>Starts the clock, for the terminal of the process.</summary>
    /// <param name="streams">The standard streams.</param>
    /// <param name="isShown">Whether the line is drawn; see <see cref="MayBeShown"/>.</param>
    /// <param name="text">What is being done, as in <c>translating 1,024 lines</c>.</param>
    /// <param name="total">Amount of work, in any unit.</param>
    public static WorkProgress Start(StandardStreams streams, bool isShown, string text, double total) =>
        new(streams.Error, isShown, text, total, () => Terminal.Columns, TimeProvider.System);

    /// <summary>Whether a live line is welcome.</summary>
    /// <param name="isQuiet">Whether the user has asked for silence.</param>
    /// <param name="writesToOutput">
    /// Whether results go to standard output. The line is then shown only if that is a file: a terminal would mix the two, and whatever reads a
    /// pipe may write to the same terminal.
    /// </param>
    public static bool MayBeShown(bool isQuiet, bool writesToOutput) =>
        !isQuiet && (!writesToOutput || StandardStreams.IsOutputFile) && Terminal.CanErase;

    /// <summary>Sets how much is done.</summary>
    public void Report(double value)
    {
        lock (_lock)
        {
            (_done, _reportedAfter) = (value, _time.GetElapsedTime(_start));
        }
    }

    /// <summary>Adds to what is done.</summary>
    public void Add(double value)
    {
        lock (_lock)
        {
            Report(_done + value);
        }
    }

    /// <summary>The progress of the next part of the work, from 0 to 1.</summary>
    /// <param name="amount">The amount of work in it.</param>
    public IProgress<double> Next(double amount) => new PartProgress(this, _done, amount);

    /// <summary>Removes the line.</summary>
    public void Dispose()
    {
        End();
        _timer?.Dispose();
        Array.ForEach(_signals, signal => signal.Dispose());
    }

    private void End()
    {
        lock (_lock)
        {
            _isEnded = true;
            if (_timer is not null)
            {
                _error.Clear();
            }
        }
    }

    private void Draw()
    {
        lock (_lock)
        {
            if (!_isEnded)
            {
                _error.Show(new LiveState(_text, _total > 0 ? _done / _total : 0, TimeLeft()).ToLine(_columns()));
            }
        }
    }

    /// <summary>The time left at the average speed so far, minus what has passed since the last report; null before the first.</summary>
    private TimeSpan? TimeLeft()
    {
        if (_done <= 0)
        {
            return null;
        }

        var left = (_reportedAfter * Math.Max(0, (_total - _done) / _done)) - (_time.GetElapsedTime(_start) - _reportedAfter);
        return left > TimeSpan.Zero ? left : TimeSpan.Zero;
    }

    private sealed class PartProgress(WorkProgress whole, double start, double amount) : IProgress<double>
    {
        public void Report(double value) => whole.Report(start + (value * amount));
    }
}
