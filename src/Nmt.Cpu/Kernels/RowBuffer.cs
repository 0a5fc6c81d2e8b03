namespace Nmt.Cpu.Kernels;

/// <summary>A matrix with a fixed width and any number of rows, whose memory is reused and does not move.</summary>
/// <param name="width">Elements of a row.</param>
internal sealed class RowBuffer(int width)
{
    private float[] _values = [];

    /// <summary>Elements of a row.</summary>
    public int Width => width;

    /// <summary>Number of rows in use.</summary>
    public int Rows { get; private set; }

    /// <summary>The rows in use.</summary>
    public View View => new(_values, 0, Rows, width, width);

    /// <summary>All elements in use.</summary>
    public Span<float> All => _values.AsSpan(0, Rows * width);

    /// <summary>Sets the number of rows; their values are undefined.</summary>
    public View Resize(int rows)
    {
        long needed = (long)rows * width;
        if (needed > _values.Length)
        {
            // Pinned for good: products hold addresses.
            _values = GC.AllocateUninitializedArray<float>(checked((int)Math.Max(needed, Math.Min(Array.MaxLength, _values.Length * 3L / 2))), pinned: true);
        }

        Rows = rows;
        return View;
    }

    /// <summary>The elements of a row.</summary>
    public Span<float> Row(int row) => _values.AsSpan(row * width, width);

    /// <summary>Sets the number of rows and clears them.</summary>
    public View ResizeToZeros(int rows)
    {
        var view = Resize(rows);
        _values.AsSpan(0, rows * width).Clear();
        return view;
    }

    /// <summary>Replaces the rows by some of them, in any order and as often as given.</summary>
    /// <param name="rows">For each new row, the old one.</param>
    /// <param name="spare">A buffer of the same width, which receives them and is then this buffer's memory.</param>
    public void Select(ReadOnlySpan<int> rows, RowBuffer spare)
    {
        spare.Resize(rows.Length);
        for (int i = 0; i < rows.Length; i++)
        {
            Row(rows[i]).CopyTo(spare.Row(i));
        }

        (_values, spare._values) = (spare._values, _values);
        Rows = rows.Length;
    }
}
