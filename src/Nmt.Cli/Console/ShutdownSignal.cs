using System.Runtime.InteropServices;

namespace Nmt.Cli.Console;

/// <summary>
/// Turns the first SIGINT, SIGTERM or SIGHUP into a request to stop. A further signal, of whichever kind, is part of the same request
/// for two seconds; after that it ends the process immediately.
/// </summary>
internal sealed class ShutdownSignal : IDisposable
{
    /// <summary>
    /// How long further signals belong to the first. A terminal sends Ctrl-C to a launcher and to the process that it launched,
    /// the launcher forwards it, and one request arrives twice.
    /// </summary>
    internal static readonly TimeSpan RepetitionTime = TimeSpan.FromSeconds(2);

    // A registration without references ends when it is finalized.
    private static readonly List<PosixSignalRegistration> KeptToTheEnd = [];

    private readonly CancellationTokenSource _source = new();
    private readonly PosixSignalRegistration[] _registrations;
    private readonly TextWriter _error;
    private readonly TimeProvider _time;
    private readonly Lock _lock = new();
    private long? _first;
    private bool _isDisposed;

    /// <summary>Starts listening.</summary>
    /// <param name="error">Standard error.</param>
    /// <param name="time">The clock.</param>
    public ShutdownSignal(TextWriter error, TimeProvider time)
    {
        (_error, _time) = (error, time);
        _registrations = StopSignals.Register(Handle);
    }

    /// <summary>The exit code after the first signal; later signals do not change it.</summary>
    public int ExitCode { get; private set; } = ExitCodes.Interrupted;

    /// <summary>Cancelled by the first signal.</summary>
    public CancellationToken Token => _source.Token;

    /// <summary>Handles a signal; one that is not cancelled ends the process.</summary>
    internal void Handle(PosixSignalContext context)
    {
        bool isFirst;
        lock (_lock)
        {
            if (_isDisposed)
            {
                return;
            }

            isFirst = _first is null;
            _first ??= _time.GetTimestamp();
            context.Cancel = _time.GetElapsedTime(_first.Value) <= RepetitionTime;
        }

        if (isFirst)
        {
            ExitCode = StopSignals.ExitCodeOf(context.Signal);
            _error.WriteLine("nmt: stopping at the next safe point; press Ctrl-C again after 2 seconds to stop immediately");
            _source.Cancel();
        }
    }

    /// <summary>
    /// Stops listening, unless a signal has come: its repetition may arrive while the process ends, and would otherwise replace the
    /// exit code.
    /// </summary>
    public void Dispose()
    {
        lock (_lock)
        {
            if (_first is not null)
            {
                KeptToTheEnd.AddRange(_registrations);
                return;
            }

            _isDisposed = true;
            Array.ForEach(_registrations, registration => registration.Dispose());
            _source.Dispose();
        }
    }
}
