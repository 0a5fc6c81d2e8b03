using Nmt.Cli.Reporting;

namespace Nmt.Cli.Output;

/// <summary>
/// Takes the answers in the order of their lines and writes them where they belong. One answer for each line, none left out
/// and none twice, is checked here.
/// </summary>
internal sealed class ResultSink : IDisposable
{
    private readonly ResultFile _results;
    private readonly ResultFile? _alignments;
    private readonly IResultWriter _writer;
    private readonly IResultWriter? _alignmentWriter;
    private long _written;

    /// <summary>Opens the files of a plan.</summary>
    public ResultSink(OutputPlan plan, TextWriter standardOutput)
    {
        _results = ResultFile.Open(plan.Path, standardOutput);
        _writer = plan.MakeWriter(_results.Writer);
        if (plan.AlignmentPath is not null)
        {
            _alignments = ResultFile.Open(plan.AlignmentPath, TextWriter.Null);
            _alignmentWriter = new AlignmentWriter(_alignments.Writer, plan.Alignment.Level);
        }
    }

    /// <summary>Writes one answer; whoever waits for it has it when this returns.</summary>
    /// <exception cref="InvalidOperationException">When it is not the answer to the next line.</exception>
    public void Write(AnsweredLine line)
    {
        if (line.Input.Number != _written + 1)
        {
            throw new InvalidOperationException($"line {line.Input.Number} was answered where line {_written + 1} should have been");
        }

        _writer.Write(line);
        _alignmentWriter?.Write(line);
        _results.Writer.Flush();
        _written++;
    }

    /// <summary>Writes one line of figures about all of the input, in place of the answers to its lines.</summary>
    /// <param name="text">The line.</param>
    /// <param name="lines">Lines that it is about.</param>
    public void WriteOnly(string text, long lines)
    {
        _results.Writer.Write(text);
        _results.Writer.Write('\n');
        _written = lines;
    }

    /// <summary>The end of the input: the files appear.</summary>
    /// <param name="linesRead">Lines that the input had.</param>
    /// <exception cref="InvalidOperationException">When there are more or fewer answers.</exception>
    public void Complete(long linesRead)
    {
        if (linesRead != _written)
        {
            throw new InvalidOperationException($"{linesRead} lines were read and {_written} answered");
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
