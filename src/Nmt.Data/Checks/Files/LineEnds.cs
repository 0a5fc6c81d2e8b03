namespace Nmt.Data.Checks.Files;

/// <summary>How the lines of a file end.</summary>
/// <param name="maxLines">Line numbers that are kept.</param>
internal sealed class LineEnds(int maxLines)
{
    private readonly Occurrences _lf = new(maxLines);
    private readonly Occurrences _crLf = new(maxLines);
    private long _lineWithoutEnd;

    /// <summary>Counts a line.</summary>
    /// <param name="line">Its number.</param>
    /// <param name="hasLineFeed">Whether it ends in a line feed.</param>
    /// <param name="hasCarriageReturn">Whether a carriage return stands before its end.</param>
    public void Add(long line, bool hasLineFeed, bool hasCarriageReturn)
    {
        if (!hasLineFeed)
        {
            _lineWithoutEnd = line;
        }
        else if (hasCarriageReturn)
        {
            _crLf.Add(line);
        }
        else
        {
            _lf.Add(line);
        }
    }

    /// <summary>What is to be said of them.</summary>
    public IEnumerable<(FindingKind Kind, Occurrences Lines)> Findings()
    {
        if (_lf.Count > 0 && _crLf.Count > 0)
        {
            yield return (FindingKinds.MixedLineEnds, _lf.Count < _crLf.Count ? _lf : _crLf);
        }
        else if (_crLf.Count > 0)
        {
            yield return (FindingKinds.CrLfLineEnds, _crLf);
        }

        if (_lineWithoutEnd > 0)
        {
            var last = new Occurrences(1);
            last.Add(_lineWithoutEnd);
            yield return (FindingKinds.NoFinalLineEnd, last);
        }
    }
}
