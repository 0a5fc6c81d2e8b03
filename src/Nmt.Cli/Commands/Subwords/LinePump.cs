using Nmt.Text;
using Nmt.Text.Lines;

namespace Nmt.Cli.Commands.Subwords;

/// <summary>Sends lines through something that makes output of each.</summary>
/// <param name="files">The text; none means standard input.</param>
/// <param name="standardInput">Standard input.</param>
internal sealed class LinePump(IReadOnlyList<string> files, Stream standardInput)
{
    private const int OutputBufferBytes = 1 << 16;

    /// <summary>Takes a line.</summary>
    public delegate void LineAction(ReadOnlySpan<byte> line);

    /// <summary>Makes output of a line; see <see cref="Text.Tokenization.Lines.ILineFilter"/>.</summary>
    public delegate ReadOnlySpan<byte> LineFunction(ReadOnlySpan<byte> line);

    /// <summary>Writes what comes out, and shows it whenever no more input is at hand.</summary>
    public void Run(LineFunction function, Stream output)
    {
        var buffered = new BufferedStream(output, OutputBufferBytes);
        Each(line => buffered.Write(function(line)), buffered.Flush);
        buffered.Flush();
    }

    /// <summary>Visits all lines.</summary>
    public void Each(LineAction action, Action? beforeReading = null)
    {
        if (files.Count == 0)
        {
            Each(new LineReader(standardInput, "standard input", new LineOptions { BeforeReading = beforeReading }), action);
        }

        foreach (string path in files)
        {
            Each(LineReader.Open(path, new LineOptions { BeforeReading = beforeReading }), action);
        }
    }

    private static void Each(LineReader reader, LineAction action)
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
