using System.Text;

namespace Nmt.Text.Subwords.Normalization;

/// <summary>
/// Where the bytes of a normalized line come from. All bytes that a rule inserts for a unit of the line come from the start of that
/// unit: of "㌔" as "キロ" no part can be told from the other.
/// </summary>
internal sealed class TextOrigins
{
    private const int None = -1;

    private readonly List<int> _starts = [];
    private int _end;

    /// <summary>Starts a new line.</summary>
    public void Clear()
    {
        _starts.Clear();
        _end = 0;
    }

    /// <summary>Records bytes that come from nowhere, such as the dummy prefix.</summary>
    public void AddNone(int length) => AddUnit(length, None);

    /// <summary>Records bytes that come from one unit of the line.</summary>
    /// <param name="length">Length of the normalized text so far.</param>
    /// <param name="start">Start of the unit.</param>
    public void AddUnit(int length, int start)
    {
        while (_starts.Count < length)
        {
            _starts.Add(start);
        }
    }

    /// <summary>Records bytes that were copied.</summary>
    /// <param name="length">Length of the normalized text so far.</param>
    /// <param name="start">Start of the copied text.</param>
    public void AddCopy(int length, int start)
    {
        while (_starts.Count < length)
        {
            _starts.Add(start++);
        }
    }

    /// <summary>Ends the line.</summary>
    /// <param name="length">Length of the normalized text without trailing spaces, which are forgotten.</param>
    /// <param name="total">Length of the line.</param>
    public void End(int length, int total)
    {
        _end = length < _starts.Count ? _starts[length] : total;
        _starts.RemoveRange(length, _starts.Count - length);
    }

    /// <summary>
    /// The text of the line that a part of the normalized text represents, with the part's word boundary marks at its ends; the part
    /// itself if it begins or ends inside of a unit, or has a mark in its middle.
    /// </summary>
    /// <param name="line">The line.</param>
    /// <param name="normalized">The normalized line.</param>
    /// <param name="start">Start of the part.</param>
    /// <param name="length">Length of the part in bytes.</param>
    public string Text(ReadOnlySpan<byte> line, ReadOnlySpan<byte> normalized, int start, int length)
    {
        var mark = WordBoundaryMark.Utf8;
        var part = normalized.Slice(start, length);
        int end = start + length;
        int first = start;
        while (first < end && normalized[first..end].StartsWith(mark))
        {
            first += mark.Length;
        }

        int last = end;
        while (last > first && normalized[first..last].EndsWith(mark))
        {
            last -= mark.Length;
        }

        bool isFound = first < last && Begins(first) && Begins(last) && normalized[first..last].IndexOf(mark) < 0;
        return isFound
            ? Encoding.UTF8.GetString(normalized[start..first]) + Encoding.UTF8.GetString(line[_starts[first]..Start(last)])
                + Encoding.UTF8.GetString(normalized[last..end])
            : Encoding.UTF8.GetString(part);
    }

    /// <summary>Whether a unit begins at a position, or the text ends there.</summary>
    private bool Begins(int position) => position == 0 || position == _starts.Count || _starts[position] != _starts[position - 1];

    private int Start(int position) => position == _starts.Count || _starts[position] == None ? _end : _starts[position];
}
