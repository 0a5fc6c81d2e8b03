namespace Nmt.Text.Corpora;

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
                throw new DataException(
                    $"the two sides differ in length: {files.Source} has {CountAll(source)} lines, "
                    + $"{files.Target} has {CountAll(target)}");
            }

            yield return (sourceLine, targetLine, source.LineNumber);
        }
    }

    private static int CountAll(LineReader reader)
    {
        while (reader.Read() is not null)
        {
        }

        return reader.LineNumber;
    }
}
