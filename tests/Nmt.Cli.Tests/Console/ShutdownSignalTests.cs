using System.Runtime.InteropServices;
using Nmt.Cli.Console;

namespace Nmt.Cli.Tests.Console;

public sealed class ShutdownSignalTests : IDisposable
{
    private readonly StringWriter _error = new() { NewLine = "\n" };
    private readonly SetClock _clock = new();
    private readonly ShutdownSignal _signal;

    public ShutdownSignalTests() => _signal = new ShutdownSignal(_error, _clock);

    public void Dispose()
    {
        _signal.Dispose();
        _error.Dispose();
    }

    [Theory]
    [InlineData(PosixSignal.SIGHUP, 129)]
    [InlineData(PosixSignal.SIGINT, 130)]
    [InlineData(PosixSignal.SIGTERM, 143)]
    public void First_signal_requests_a_stop_and_decides_the_exit_code(PosixSignal first, int code)
    {
        // When
        bool continues = Send(first) && Send(PosixSignal.SIGINT) && Send(PosixSignal.SIGTERM);

        // Then
        Assert.Equal((true, true, code), (continues, _signal.Token.IsCancellationRequested, _signal.ExitCode));
        Assert.Equal("nmt: stopping at the next safe point; press Ctrl-C again after 2 seconds to stop immediately\n", _error.ToString());
    }

    [Theory]
    [InlineData(0, true)]
    [InlineData(10, true)]
    [InlineData(1500, true)]
    [InlineData(2000, true)]
    [InlineData(2001, false)]
    [InlineData(60_000, false)]
    public void Signal_within_two_seconds_is_the_same_request_and_a_later_one_ends_the_process(int milliseconds, bool continues)
    {
        // Given
        Send(PosixSignal.SIGINT);

        // When
        _clock.Milliseconds = milliseconds;

        // Then: of any kind.
        Assert.Equal((continues, continues), (Send(PosixSignal.SIGINT), Send(PosixSignal.SIGTERM)));
    }

    [Fact]
    public void Repetitions_do_not_prolong_the_time()
    {
        // Given
        Send(PosixSignal.SIGINT);
        _clock.Milliseconds = 1500;
        Send(PosixSignal.SIGINT);

        // When
        _clock.Milliseconds = 3000;

        // Then
        Assert.False(Send(PosixSignal.SIGINT));
    }

    [Fact]
    public void Without_a_signal_nothing_is_requested_or_written()
    {
        Assert.False(_signal.Token.IsCancellationRequested);
        Assert.Equal("", _error.ToString());
    }

    [Theory]
    [InlineData(0x1007, "Name:\tnmt", "SigBlk:\t0000000000000000", "SigIgn:\t0000000000001007", "SigCgt:\t0000000000000006")]
    [InlineData(0, "Name:\tnmt")]
    [InlineData(0, "SigIgn:\tunreadable")]
    [InlineData(0)]
    public void Ignored_signals_are_read_from_the_status_of_the_process(ulong expected, params string[] status) =>
        Assert.Equal(expected, StopSignals.ParseIgnored(status));

    private bool Send(PosixSignal signal)
    {
        var context = new PosixSignalContext(signal);
        _signal.Handle(context);
        return context.Cancel;
    }

    private sealed class SetClock : TimeProvider
    {
        public int Milliseconds { get; set; }

        public override long TimestampFrequency => 1000;

        public override long GetTimestamp() => Milliseconds;
    }
}
