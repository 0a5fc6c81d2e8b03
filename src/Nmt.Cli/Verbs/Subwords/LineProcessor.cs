using Nmt.Cli.Console;
using Nmt.Text;
using Nmt.Text.Lines;
using Nmt.Text.Subwords.LineFilters;

namespace Nmt.Cli.Verbs.Subwords;

/// <summary>Processes the lines of the input one by one.</summary>
/// <param name="files">The text files; standard input if empty.</param>
/// <param name="standardInput">Standard input.</param>
/// <param name="progress">Receives what is read from the files.</param>
internal sealed class LineProcessor(IReadOnlyList<string> files, Stream standardInput, FileProgress progress)
{
    private const int OutputBufferBytes = 1 << 16;

    /// <summary>Processes one line.</summary>
    public delegate void LineAction(ReadOnlySpan<byte> line);

    /// <summary>Writes the output of a filter, and flushes it before each read of more input.</summary>
    public void Run(ILineFilter filter, Stream output)
    {
        var buffered = new BufferedStream(output, OutputBufferBytes);
        ForEach(line => buffered.Write(filter.Apply(line)), buffered.Flush);
        buffered.Flush();
    }

    /// <summary>Calls an action for each line.</summary>
    public void ForEach(LineAction action, Action? beforeReading = null)
    {
        if (files.Count == 0)
        {
            ForEach(new LineReader(standardInput, "standard input", new LineOptions { BeforeReading = beforeReading }), action);
        }

        foreach (string path in files)
        {
            ForEach(LineReader.Open(path, new LineOptions { BeforeReading = beforeReading, BytesRead = progress.Add }), action);
        }
    }

    private static void ForEach(LineReader reader, LineAction action)
    {
        using (reader)
        {
            while (reader.TryRead(out var line))
            {
                try
                {
                    action(line);
                }
                catch (DataException e)
                {
                    throw new DataException($"{reader.Name}:{reader.LineNumber}: {e.Message}", e);
                }
            }
        }
    }
}
