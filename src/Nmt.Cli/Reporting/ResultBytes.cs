namespace Nmt.Cli.Reporting;

/// <summary>Writes results that are bytes already.</summary>
internal static class ResultBytes
{
    // EPIPE: who read the pipe has gone away.
    private const int BrokenPipe = 32;

    /// <summary>Writes to a file, which appears whole or not at all, or to standard output.</summary>
    /// <returns>The exit code: a reader that has enough (as <c>head</c>) is no error.</returns>
    public static int Write(string? path, StandardStreams streams, Action<Stream> write)
    {
        try
        {
            if (path is null)
            {
                write(streams.OutBytes);
                return ExitCodes.Success;
            }

            using var file = ResultFile.Open(path, streams.Out);
            write(file.Bytes);
            file.Complete();
        }
        catch (IOException e) when (e.HResult == BrokenPipe)
        {
            return ExitCodes.Success;
        }

        return ExitCodes.Success;
    }
}
