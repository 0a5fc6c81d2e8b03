namespace Nmt.Metrics.Ter;

/// <summary>Edit distance of words within a beam around the pseudo diagonal, as in sacreBLEU.</summary>
/// <remarks>
/// Two tables of [hypothesis length + 1, reference length + 1] are kept: the cost of reaching a cell from the beginning
/// (<c>_before</c>) and of reaching the end from it (<c>_after</c>). A shift changes only the words of a window, so its
/// distance needs the rows of the window and then one minimum over <c>before + after</c>: the same number as a whole new
/// table, because a cell's cost is a minimum over the paths through the cells of the beam.
/// </remarks>
internal sealed class BeamEditDistance
{
    private const int BeamWidth = 25;

    /// <summary>The cost of a cell outside the beam; sums of a few of them stay far from overflow.</summary>
    private const int Unreachable = 1 << 28;

    private int[] _before = [];
    private int[] _after = [];
    private int[] _leastAfter = [];
    private int[] _row = [];
    private int[] _previousRow = [];
    private int _width;
    private int _length;
    private double _lengthRatio;
    private int _beamWidth;

    /// <summary>Computes both tables and returns the distance.</summary>
    public int Compute(ReadOnlySpan<int> words, ReadOnlySpan<int> reference)
    {
        Prepare(words.Length, reference.Length);
        for (int j = 0; j < _width; j++)
        {
            _before[j] = j;
        }

        for (int i = 1; i <= _length; i++)
        {
            FillRow(words[i - 1], i, reference, BeforeRow(i - 1), BeforeRow(i));
        }

        FillAfter(words, reference);
        return BeforeRow(_length)[^1];
    }

    /// <summary>Returns the distance after a shift, or any number above <paramref name="limit"/> if the distance exceeds the limit.</summary>
    public int DistanceAfter(Shift shift, ReadOnlySpan<int> words, ReadOnlySpan<int> reference, int limit)
    {
        int start = shift.WindowStart;
        int end = shift.WindowEnd(words.Length);
        Span<int> window = stackalloc int[end - start <= 256 ? end - start : 0];
        window = window.Length > 0 ? window : new int[end - start];
        words[start..end].CopyTo(window);
        new Shift(shift.Start - start, shift.Length, shift.Target - start).Apply(window);

        var previous = BeforeRow(start);
        for (int i = start + 1; i <= end; i++)
        {
            var row = ((i & 1) == 0 ? _row : _previousRow).AsSpan(0, _width);
            int least = FillRow(window[i - start - 1], i, reference, previous, row);
            if (least + _leastAfter[end] > limit)
            {
                return least + _leastAfter[end];
            }

            previous = row;
        }

        (int from, int to) = Beam(end);
        var after = AfterRow(end);
        int distance = Unreachable;
        for (int j = from; j < to; j++)
        {
            distance = Math.Min(distance, previous[j] + after[j]);
        }

        return distance;
    }

    /// <summary>Traces back through the table to find which hypothesis word each reference word is aligned to, and where the errors are.</summary>
    public void Align(ReadOnlySpan<int> words, ReadOnlySpan<int> reference, EditAlignment alignment)
    {
        alignment.Reset(words.Length, reference.Length);
        int i = words.Length;
        int j = reference.Length;
        while (i > 0 || j > 0)
        {
            int cost = _before[(i * _width) + j];
            // On ties, the forward pass prefers to keep or substitute, then to delete, then to insert.
            if (i > 0 && j > 0 && _before[((i - 1) * _width) + j - 1] + Substitution(words[i - 1], reference[j - 1]) == cost)
            {
                alignment.SetPair(--i, --j, isError: words[i] != reference[j]);
            }
            else if (i > 0 && (j == 0 || _before[((i - 1) * _width) + j] + 1 == cost))
            {
                alignment.SetDeleted(--i);
            }
            else
            {
                alignment.SetInserted(i, --j);
            }
        }

        alignment.Finish();
    }

    private static int Substitution(int word, int reference) => word == reference ? 0 : 1;

    private void Prepare(int words, int reference)
    {
        _length = words;
        _width = reference + 1;
        int cells = checked((words + 1) * _width);
        if (_before.Length < cells)
        {
            _before = new int[Math.Max(cells, 2 * _before.Length)];
            _after = new int[_before.Length];
        }

        if (_row.Length < _width)
        {
            _row = new int[2 * _width];
            _previousRow = new int[2 * _width];
        }

        if (_leastAfter.Length <= words)
        {
            _leastAfter = new int[2 * (words + 1)];
        }

        _lengthRatio = (double)reference / words;
        // If the lengths differ greatly, the beam is widened so that it still overlaps from row to row.
        _beamWidth = BeamWidth < _lengthRatio / 2 ? (int)Math.Ceiling((_lengthRatio / 2) + BeamWidth) : BeamWidth;
    }

    private Span<int> BeforeRow(int i) => _before.AsSpan(i * _width, _width);

    private Span<int> AfterRow(int i) => _after.AsSpan(i * _width, _width);

    /// <summary>The columns of the beam in row i, from the first to before the second.</summary>
    private (int From, int To) Beam(int i)
    {
        int diagonal = (int)Math.Floor(i * _lengthRatio);
        int to = i == _length ? _width : Math.Min(_width, diagonal + _beamWidth);
        return (Math.Max(0, diagonal - _beamWidth), to);
    }

    /// <summary>Fills one row of the forward table and returns its lowest cost.</summary>
    private int FillRow(int word, int i, ReadOnlySpan<int> reference, ReadOnlySpan<int> previous, Span<int> row)
    {
        (int from, int to) = Beam(i);
        row[..from].Fill(Unreachable);
        row[to..].Fill(Unreachable);
        int left = Unreachable;
        int least = Unreachable;
        int start = from;
        if (from == 0)
        {
            row[0] = left = least = previous[0] + 1;
            start = 1;
        }

        int diagonal = previous[start - 1];
        for (int j = start; j < to; j++)
        {
            int above = previous[j];
            int cost = diagonal + (word == reference[j - 1] ? 0 : 1);
            cost = Math.Min(cost, Math.Min(above, left) + 1);
            row[j] = left = cost;
            least = Math.Min(least, cost);
            diagonal = above;
        }

        return least;
    }

    private void FillAfter(ReadOnlySpan<int> words, ReadOnlySpan<int> reference)
    {
        var below = AfterRow(_length);
        for (int j = 0; j < _width; j++)
        {
            below[j] = _width - 1 - j;
        }

        below[..Beam(_length).From].Fill(Unreachable);
        _leastAfter[_length] = 0;
        // Row 0 is never read: a window has at least one word.
        for (int i = _length - 1; i > 0; i--)
        {
            var row = AfterRow(i);
            (int from, int to) = Beam(i);
            row[..from].Fill(Unreachable);
            row[to..].Fill(Unreachable);
            int least = Unreachable;
            for (int j = to - 1; j >= from; j--)
            {
                int cost = below[j] + 1;
                if (j < _width - 1)
                {
                    cost = Math.Min(cost, row[j + 1] + 1);
                    cost = Math.Min(cost, below[j + 1] + Substitution(words[i], reference[j]));
                }

                row[j] = cost;
                least = Math.Min(least, cost);
            }

            _leastAfter[i] = least;
            below = row;
        }
    }
}

/// <summary>The positions of the reference words in the hypothesis, and which words of both are errors.</summary>
internal sealed class EditAlignment
{
    private int[] _positions = new int[64];
    private int[] _wordErrors = new int[64];
    private int[] _referenceErrors = new int[64];
    private int _words;
    private int _reference;

    public void Reset(int words, int reference)
    {
        (_words, _reference) = (words, reference);
        if (_wordErrors.Length <= words)
        {
            _wordErrors = new int[2 * (words + 1)];
        }

        if (_referenceErrors.Length <= reference)
        {
            _referenceErrors = new int[2 * (reference + 1)];
            _positions = new int[_referenceErrors.Length];
        }
    }

    /// <summary>The hypothesis word that a reference word is aligned to; for one that is missing, the word before the gap, or -1.</summary>
    public int this[int reference] => _positions[reference];

    public void SetPair(int word, int reference, bool isError)
    {
        _positions[reference] = word;
        _wordErrors[word + 1] = _referenceErrors[reference + 1] = isError ? 1 : 0;
    }

    public void SetDeleted(int word) => _wordErrors[word + 1] = 1;

    public void SetInserted(int before, int reference)
    {
        _positions[reference] = before - 1;
        _referenceErrors[reference + 1] = 1;
    }

    /// <summary>Turns the marks into prefix sums, so that any span of words is looked up in constant time.</summary>
    public void Finish()
    {
        Accumulate(_wordErrors.AsSpan(0, _words + 1));
        Accumulate(_referenceErrors.AsSpan(0, _reference + 1));
    }

    public bool HasWordError(int start, int length) => _wordErrors[start + length] > _wordErrors[start];

    public bool HasReferenceError(int start, int length) => _referenceErrors[start + length] > _referenceErrors[start];

    private static void Accumulate(Span<int> marks)
    {
        marks[0] = 0;
        for (int i = 1; i < marks.Length; i++)
        {
            marks[i] += marks[i - 1];
        }
    }
}
