namespace Nmt.Cli.Console;

/// <summary>What the process says when it ends.</summary>
internal static class ExitCodes
{
    public const int Success = 0;

    /// <summary>A bug of ours, or a resource that failed.</summary>
    public const int Failure = 1;

    /// <summary>Wrong usage or configuration.</summary>
    public const int Usage = 2;

    /// <summary>Bad data: corpora, subword models, checkpoints.</summary>
    public const int BadData = 3;

    /// <summary>Interrupted: 128 + SIGINT.</summary>
    public const int Interrupted = 130;

    /// <summary>Nobody reads standard output any more: 128 + SIGPIPE, as of other filters.</summary>
    public const int BrokenPipe = 141;

    /// <summary>Asked to end: 128 + SIGTERM.</summary>
    public const int Terminated = 143;
}

/// <summary>The command line asks for what cannot be, as far as only the running program can tell. Exit code 2.</summary>
internal sealed class UsageException(string message) : Exception(message);
