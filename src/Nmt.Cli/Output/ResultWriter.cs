using Nmt.Translation;

namespace Nmt.Cli.Output;

/// <summary>
/// Writes results in the order of their lines, and checks that each line has exactly one result.
/// </summary>
internal sealed class ResultWriter : IDisposable
{
    private readonly ResultFile _results;
    private readonly ResultFile? _alignments;
    private readonly OutputOptions _options;
    private readonly Action<TextWriter, TranslationResult> _form;
    private long _written;

    /// <summary>Opens the files.</summary>
    public ResultWriter(OutputOptions options, TextWriter standardOutput)
    {
        (_options, _form) = (options, options.Form);
        _results = ResultFile.Open(options.Path, standardOutput);
        try
        {
            _alignments = options.AlignmentPath is { } path ? ResultFile.Open(path, TextWriter.Null) : null;
        }
        catch
        {
            _results.Dispose();
            throw;
        }
    }

    /// <summary>Writes and flushes one result.</summary>
    /// <exception cref="InvalidOperationException">When it is not the result of the next line.</exception>
    public void Write(TranslationResult result)
    {
        if (result.Request.Number != _written + 1)
        {
            throw new InvalidOperationException($"got the result of line {result.Request.Number}, expected that of line {_written + 1}");
        }

        _form(_results.Writer, result);
        if (_alignments is not null)
        {
            _options.Alignment.WritePharaoh(_alignments.Writer, result);
        }

        _results.Writer.Flush();
        _written++;
    }

    /// <summary>Writes one line about the whole input instead of the results of its lines.</summary>
    /// <param name="text">The line.</param>
    /// <param name="lines">Number of lines in the input.</param>
    public void WriteOnly(string text, long lines)
    {
        _results.Writer.Write(text);
        _results.Writer.Write('\n');
        _written = lines;
    }

    /// <summary>Makes the files appear, at the end of the input.</summary>
    /// <param name="linesRead">Number of lines in the input.</param>
    /// <exception cref="InvalidOperationException">When there are more or fewer results.</exception>
    public void Complete(long linesRead)
    {
        if (linesRead != _written)
        {
            throw new InvalidOperationException($"{linesRead} lines were read, but {_written} results written");
        }

        _alignments?.Complete();
        _results.Complete();
    }

    public void Dispose()
    {
        _alignments?.Dispose();
        _results.Dispose();
    }
}
