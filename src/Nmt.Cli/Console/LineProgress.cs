using System.Globalization;

namespace Nmt.Cli.Console;

/// <summary>Progress of work on the lines of files, which are processed in windows.</summary>
internal sealed class LineProgress : IDisposable
{
    private readonly WorkProgress? _progress;

    private LineProgress(WorkProgress? progress) => _progress = progress;

    /// <summary>Starts the clock; nothing is shown for a stream, whose end is not known and which may come from the same terminal.</summary>
    /// <param name="streams">The standard streams.</param>
    /// <param name="verb">What is done with the lines, as in <c>translating</c>.</param>
    /// <param name="lines">Number of lines; null if it is not known.</param>
    /// <param name="isQuiet">Whether the user has asked for silence.</param>
    /// <param name="writesToOutput">Whether results go to standard output.</param>
    public static LineProgress Start(StandardStreams streams, string verb, long? lines, bool isQuiet, bool writesToOutput) => new(
        lines is { } total && WorkProgress.MayBeShown(isQuiet, writesToOutput)
            ? WorkProgress.Start(streams, isShown: true, string.Create(CultureInfo.InvariantCulture, $"{verb} {total:N0} lines"), total)
            : null);

    /// <summary>The progress of the next lines, from 0 to 1; null if nothing is shown.</summary>
    /// <param name="lines">Their number.</param>
    public IProgress<double>? Next(int lines) => _progress?.Next(lines);

    public void Dispose() => _progress?.Dispose();
}

/// <summary>Progress of work that reads files to their ends.</summary>
internal sealed class FileProgress : IDisposable
{
    private readonly WorkProgress? _progress;

    private FileProgress(WorkProgress? progress) => _progress = progress;

    /// <summary>Starts the clock; nothing is shown for pipes and for standard input, whose size is not known.</summary>
    /// <param name="streams">The standard streams.</param>
    /// <param name="verb">What is done with the files, as in <c>checking</c>.</param>
    /// <param name="paths">The files; standard input if there are none.</param>
    /// <param name="isQuiet">Whether the user has asked for silence.</param>
    /// <param name="writesToOutput">Whether results go to standard output.</param>
    public static FileProgress Start(StandardStreams streams, string verb, IEnumerable<string> paths, bool isQuiet, bool writesToOutput)
    {
        if (!WorkProgress.MayBeShown(isQuiet, writesToOutput))
        {
            return new FileProgress(null);
        }

        FileInfo[] files = [.. paths.Select(path => new FileInfo(path))];
        string text = string.Create(CultureInfo.InvariantCulture, $"{verb} {files.Length} file{(files.Length == 1 ? "" : "s")}");
        // Pipes and devices have no length.
        return new FileProgress(files.Length == 0 || Array.Exists(files, file => !file.Exists || file.Length == 0)
            ? null
            : WorkProgress.Start(streams, isShown: true, text, files.Sum(file => file.Length)));
    }

    /// <summary>Adds what has been read.</summary>
    /// <param name="bytes">Number of bytes, compressed if the file is.</param>
    public void Add(int bytes) => _progress?.Add(bytes);

    public void Dispose() => _progress?.Dispose();
}
