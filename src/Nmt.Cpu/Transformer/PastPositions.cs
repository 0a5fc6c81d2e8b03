using Nmt.Cpu.Kernels;

namespace Nmt.Cpu.Transformer;

/// <summary>The keys and values of earlier target positions of each row: the cache of a decoder layer's self-attention.</summary>
/// <param name="width">Width of a key.</param>
internal sealed class PastPositions(int width)
{
    private const int FirstCapacity = 16;

    // [rows, capacity, 2 * width]: the key and the value of a position are side by side.
    private float[] _values = [];
    private float[] _spare = [];
    private int _rows;
    private int _capacity = FirstCapacity;

    /// <summary>Number of positions.</summary>
    public int Count { get; private set; }

    private int RowSize => _capacity * 2 * width;

    /// <summary>The keys of a row, <c>[positions, width]</c>.</summary>
    public ConstantView Keys(int row) => View(row, 0);

    /// <summary>The values of a row, <c>[positions, width]</c>.</summary>
    public ConstantView Values(int row) => View(row, width);

    /// <summary>Appends a position to each row.</summary>
    /// <param name="keys">Its keys, <c>[rows, width]</c>.</param>
    /// <param name="values">Its values, <c>[rows, width]</c>.</param>
    public void Append(View keys, View values)
    {
        if (Count == 0)
        {
            _rows = keys.Rows;
            Ensure(ref _values, (long)_rows * RowSize);
        }
        else if (Count == _capacity)
        {
            Grow();
        }

        for (int row = 0; row < _rows; row++)
        {
            var position = _values.AsSpan((row * RowSize) + (Count * 2 * width), 2 * width);
            keys.Span(row).CopyTo(position);
            values.Span(row).CopyTo(position[width..]);
        }

        Count++;
    }

    /// <summary>Replaces the rows by some of them.</summary>
    /// <param name="rows">For each new row, the old one.</param>
    public void Select(int[] rows)
    {
        if (Count == 0)
        {
            return;
        }

        Ensure(ref _spare, (long)rows.Length * RowSize);
        for (int i = 0; i < rows.Length; i++)
        {
            _values.AsSpan(rows[i] * RowSize, Count * 2 * width).CopyTo(_spare.AsSpan(i * RowSize));
        }

        (_values, _spare, _rows) = (_spare, _values, rows.Length);
    }

    private ConstantView View(int row, int first) => new(_values, ((nint)row * RowSize) + first, Count, width, 2 * width);

    private void Grow()
    {
        int oldSize = RowSize;
        _capacity *= 2;
        Ensure(ref _spare, (long)_rows * RowSize);
        for (int row = 0; row < _rows; row++)
        {
            _values.AsSpan(row * oldSize, oldSize).CopyTo(_spare.AsSpan(row * RowSize));
        }

        (_values, _spare) = (_spare, _values);
    }

    private static void Ensure(ref float[] memory, long length)
    {
        if (memory.Length < length)
        {
            memory = GC.AllocateUninitializedArray<float>(checked((int)length), pinned: true);
        }
    }
}
