using System.Runtime.InteropServices;

namespace Nmt.Cli.Console;

/// <summary>Turns the first SIGINT or SIGTERM into a request to stop; the second one ends the process as usual.</summary>
internal sealed class ShutdownSignal : IDisposable
{
    private readonly CancellationTokenSource _source = new();
    private readonly PosixSignalRegistration[] _registrations;

    public ShutdownSignal(TextWriter error, string announcement)
    {
        void Handle(PosixSignalContext context)
        {
            if (!_source.IsCancellationRequested)
            {
                context.Cancel = true;
                ExitCode = context.Signal == PosixSignal.SIGTERM ? ExitCodes.Terminated : ExitCodes.Interrupted;
                error.WriteLine($"nmt: {announcement}");
                _source.Cancel();
            }
        }

        _registrations = [
            PosixSignalRegistration.Create(PosixSignal.SIGINT, Handle),
            PosixSignalRegistration.Create(PosixSignal.SIGTERM, Handle),
        ];
    }

    /// <summary>The exit code after the first signal; later signals do not change it.</summary>
    public int ExitCode { get; private set; } = ExitCodes.Interrupted;

    /// <summary>Cancelled by the first signal.</summary>
    public CancellationToken Token => _source.Token;

    public void Dispose()
    {
        foreach (var registration in _registrations)
        {
            registration.Dispose();
        }

        _source.Dispose();
    }
}
