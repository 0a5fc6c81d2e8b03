using System.Globalization;
using System.Runtime.InteropServices;

namespace Nmt.Cli.Console;

/// <summary>The signals that ask a process to end: SIGINT (Ctrl-C), SIGTERM (<c>kill</c>), and SIGHUP (the terminal or session is gone).</summary>
internal static class StopSignals
{
    private const string Status = "/proc/self/status";
    private const string IgnoredTitle = "SigIgn:";

    private static readonly (PosixSignal Signal, int Number)[] All =
        [(PosixSignal.SIGHUP, 1), (PosixSignal.SIGINT, 2), (PosixSignal.SIGTERM, 15)];

    /// <summary>Read before the first registration, which would change what the system reports.</summary>
    private static readonly ulong IgnoredAtStart = ReadIgnored();

    /// <summary>
    /// Registers a handler for each of them, except those that were ignored when the process started: <c>nohup</c> ignores SIGHUP, and a
    /// shell without job control ignores SIGINT for its background jobs, so that they continue.
    /// </summary>
    /// <param name="handler">Called on a thread of its own.</param>
    /// <returns>The registrations, which last until they are disposed.</returns>
    public static PosixSignalRegistration[] Register(Action<PosixSignalContext> handler) =>
        [.. All.Where(entry => !Contains(IgnoredAtStart, entry.Number)).Select(entry => PosixSignalRegistration.Create(entry.Signal, handler))];

    /// <summary>The exit code of a process that a signal has stopped: 128 + its number.</summary>
    public static int ExitCodeOf(PosixSignal signal) => signal switch
    {
        PosixSignal.SIGHUP => ExitCodes.HungUp,
        PosixSignal.SIGTERM => ExitCodes.Terminated,
        _ => ExitCodes.Interrupted,
    };

    /// <summary>The mask of ignored signals in the text of <c>/proc/self/status</c>: bit n - 1 is signal n; 0 if it is missing.</summary>
    internal static ulong ParseIgnored(IEnumerable<string> status)
    {
        string? line = status.FirstOrDefault(line => line.StartsWith(IgnoredTitle, StringComparison.Ordinal));
        return ulong.TryParse(line.AsSpan(line is null ? 0 : IgnoredTitle.Length).Trim(), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out ulong mask)
            ? mask
            : 0;
    }

    private static bool Contains(ulong mask, int number) => (mask >> (number - 1) & 1) != 0;

    private static ulong ReadIgnored()
    {
        try
        {
            return OperatingSystem.IsLinux() ? ParseIgnored(File.ReadLines(Status)) : 0;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            // Without /proc all signals are handled.
            return 0;
        }
    }
}
