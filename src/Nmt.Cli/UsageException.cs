namespace Nmt.Cli;

/// <summary>The command line asks for what cannot be, as far as only the running program can tell. Exit code 2.</summary>
internal sealed class UsageException(string message) : Exception(message);
