using Nmt.Data.Checks.Lines;
using Nmt.Text;
using Nmt.Text.Lines;

namespace Nmt.Data.Checks.Files;

/// <summary>Reads a file line by line for its examination, past every fault that reading can go on after.</summary>
internal sealed class FileWalk : IDisposable
{
    private readonly FileExamination _file;
    private readonly bool _errorsOnly;
    private readonly ByteLineReader? _reader;

    /// <summary>Opens the file; one that cannot be opened has no lines.</summary>
    public FileWalk(FileExamination file, bool errorsOnly)
    {
        (_file, _errorsOnly) = (file, errorsOnly);
        try
        {
            _reader = ByteLineReader.Open(file.Path);
        }
        catch (DataException fault)
        {
            file.ReadingFault = fault.Message;
        }
    }

    /// <summary>What the line holds that was read last.</summary>
    public LineFacts Facts { get; private set; }

    /// <summary>Reads the next line.</summary>
    /// <param name="line">The line as text sees it, until the next call.</param>
    /// <returns>False at the end, which a damaged file has where the damage begins.</returns>
    public bool TryRead(out ReadOnlySpan<byte> line)
    {
        line = default;
        if (_reader is null || !TryReadRaw(out var raw))
        {
            return false;
        }

        var number = _file.Lines + 1;
        var hasMark = number == 1 && raw.StartsWith("\uFEFF"u8);
        line = hasMark ? raw["\uFEFF"u8.Length..] : raw;
        var hasCarriageReturn = line.EndsWith("\r"u8);
        line = hasCarriageReturn ? line[..^1] : line;
        Facts = _file.Add(line);
        if (!_errorsOnly)
        {
            _file.LineEnds.Add(number, _reader.HasLineEnd, hasCarriageReturn);
            if (hasMark)
            {
                _file.Tally.Add(FindingKinds.ByteOrderMark, number);
            }
        }

        return true;
    }

    /// <inheritdoc/>
    public void Dispose() => _reader?.Dispose();

    private bool TryReadRaw(out ReadOnlySpan<byte> line)
    {
        line = default;
        try
        {
            return _file.ReadingFault is null && _reader!.TryRead(out line);
        }
        catch (DataException fault)
        {
            _file.ReadingFault = fault.Message;
            return false;
        }
    }
}
