namespace Nmt.Text.Lines;

/// <summary>Reads two files in step.</summary>
public static class ParallelLines
{
    /// <summary>The pairs of lines, numbered from 1.</summary>
    /// <exception cref="DataException">When one file has more lines, naming both counts, or a file is bad.</exception>
    public static IEnumerable<(string Source, string Target, int LineNumber)> Read(ParallelFiles files)
    {
        using var source = new LineReader(ByteLineReader.Open(files.Source));
        using var target = new LineReader(ByteLineReader.Open(files.Target));
        while (true)
        {
            var sourceLine = source.Read();
            var targetLine = target.Read();
            if (sourceLine is null && targetLine is null)
            {
                yield break;
            }

            if (sourceLine is null || targetLine is null)
            {
                throw Misaligned(files, CountAll(source), CountAll(target));
            }

            yield return (sourceLine, targetLine, source.LineNumber);
        }
    }

    /// <summary>Number of pairs; no text is made of them.</summary>
    /// <param name="files">The files.</param>
    /// <param name="cancellation">Stops reading.</param>
    /// <exception cref="DataException">As for <see cref="Read"/>.</exception>
    public static int Count(ParallelFiles files, CancellationToken cancellation = default)
    {
        var source = TextFile.CountLines(files.Source, cancellation);
        var target = TextFile.CountLines(files.Target, cancellation);
        return source == target ? source : throw Misaligned(files, source, target);
    }

    private static DataException Misaligned(ParallelFiles files, int source, int target) => new(
        $"the two sides differ in length: {files.Source} has {source} lines, {files.Target} has {target}");

    private static int CountAll(LineReader reader)
    {
        while (reader.Read() is not null)
        {
        }

        return reader.LineNumber;
    }
}
