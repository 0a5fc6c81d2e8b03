namespace Nmt.Cli.Commands;

/// <summary>Files that a command line names.</summary>
internal static class InputFiles
{
    /// <summary>Reports all that are missing at once, before any work begins.</summary>
    /// <exception cref="UsageException">When one is missing.</exception>
    public static void ThrowIfMissing(IEnumerable<string> paths)
    {
        string[] missing = [.. paths.Where(path => !File.Exists(path)).Select(path => $"file not found: {path}")];
        if (missing.Length > 0)
        {
            throw new UsageException(string.Join('\n', missing));
        }
    }
}
