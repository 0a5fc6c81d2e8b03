using Nmt.Cli.Console;

namespace Nmt.Cli.Tests.Console;

public sealed class WorkProgressTests : IDisposable
{
    private const int Columns = 60;

    private readonly StringWriter _terminal = new() { NewLine = "\n" };
    private readonly LiveLineWriter _error;
    private readonly ManualClock _clock = new();

    public WorkProgressTests() => _error = new LiveLineWriter(_terminal) { NewLine = "\n" };

    public void Dispose()
    {
        _error.Dispose();
        _terminal.Dispose();
    }

    [Fact]
    public void Short_work_shows_nothing()
    {
        // When
        using (var progress = Start())
        {
            progress.Report(50);
            _clock.Advance(TimeSpan.FromSeconds(1.9));
        }

        // Then
        Assert.Equal("", _terminal.ToString());
    }

    [Fact]
    public void Long_work_shows_the_share_done_and_the_time_left_and_then_disappears()
    {
        // Given
        using var progress = Start();

        // When: a quarter is done after three seconds.
        _clock.Advance(TimeSpan.FromSeconds(3));
        progress.Report(25);
        _clock.Advance(TimeSpan.FromSeconds(0.5));
        string[] first = Shown();
        _clock.Advance(TimeSpan.FromSeconds(2));
        string[] later = Shown();
        progress.Dispose();

        // Then: 9 seconds are left at that speed, and each second that passes is one less.
        Assert.Matches(@"^working  0:00:08 left  \[=+ +\]   25%$", Assert.Single(first));
        Assert.StartsWith("working  0:00:06 left", Assert.Single(later), StringComparison.Ordinal);
        Assert.Equal([""], Shown());
    }

    [Fact]
    public void Time_left_is_unknown_before_the_first_report_and_never_negative()
    {
        // Given
        using var progress = Start();

        // When
        _clock.Advance(TimeSpan.FromSeconds(2));
        string[] first = Shown();
        progress.Report(99);
        _clock.Advance(TimeSpan.FromSeconds(60));

        // Then
        Assert.StartsWith("working  ? left", Assert.Single(first), StringComparison.Ordinal);
        Assert.StartsWith("working  0:00:00 left", Assert.Single(Shown()), StringComparison.Ordinal);
    }

    [Fact]
    public void Parts_add_up_to_the_whole()
    {
        // Given
        using var progress = Start();

        // When
        progress.Next(50).Report(1);
        progress.Next(50).Report(0.5);
        progress.Add(5);
        _clock.Advance(TimeSpan.FromSeconds(2));

        // Then
        Assert.EndsWith(" 80%", Assert.Single(Shown()), StringComparison.Ordinal);
    }

    [Fact]
    public void Progress_that_is_not_shown_writes_nothing()
    {
        // When
        using (var progress = new WorkProgress(_error, isShown: false, "working", 100, () => Columns, _clock))
        {
            progress.Report(50);
            _clock.Advance(TimeSpan.FromMinutes(1));
        }

        // Then
        Assert.Equal("", _terminal.ToString());
    }

    private WorkProgress Start() => new(_error, isShown: true, "working", 100, () => Columns, _clock);

    private string[] Shown() => Screen.Show(_terminal.ToString(), Columns);
}

/// <summary>A clock that moves only when told to, and then calls its timer as often as it is due.</summary>
internal sealed class ManualClock : TimeProvider
{
    private TimeSpan _now;
    private ManualTimer? _timer;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override long GetTimestamp() => _now.Ticks;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        _timer = new ManualTimer(() => callback(state), _now + dueTime, period);

    public void Advance(TimeSpan time)
    {
        var end = _now + time;
        while (_timer is { } timer && timer.Next <= end)
        {
            _now = timer.Next;
            timer.Call();
        }

        _now = end;
    }

    private sealed class ManualTimer(Action call, TimeSpan first, TimeSpan period) : ITimer
    {
        public TimeSpan Next { get; private set; } = first;

        public void Call()
        {
            Next += period;
            call();
        }

        public bool Change(TimeSpan dueTime, TimeSpan period) => throw new NotSupportedException();

        public void Dispose() => Next = TimeSpan.MaxValue;

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
