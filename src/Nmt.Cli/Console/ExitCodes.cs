namespace Nmt.Cli.Console;

/// <summary>Exit codes of the process.</summary>
internal static class ExitCodes
{
    public const int Success = 0;

    /// <summary>A failed quality gate, an internal error, or a resource that failed.</summary>
    public const int Failure = 1;

    /// <summary>Wrong usage or configuration.</summary>
    public const int Usage = 2;

    /// <summary>Bad data: corpora, subword models, checkpoints.</summary>
    public const int BadData = 3;

    /// <summary>The terminal or session is gone: 128 + SIGHUP.</summary>
    public const int HungUp = 129;

    /// <summary>Interrupted: 128 + SIGINT.</summary>
    public const int Interrupted = 130;

    /// <summary>Standard output was closed by its reader: 128 + SIGPIPE, as for other filters.</summary>
    public const int BrokenPipe = 141;

    /// <summary>Terminated: 128 + SIGTERM.</summary>
    public const int Terminated = 143;
}

/// <summary>A usage error that only the running command can detect. Exit code 2.</summary>
internal sealed class UsageException(string message) : Exception(message);
