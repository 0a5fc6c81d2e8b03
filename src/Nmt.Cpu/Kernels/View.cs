using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Nmt.Cpu.Kernels;

/// <summary>A matrix in an array that was allocated where it does not move (see <see cref="RowBuffer"/>).</summary>
/// <param name="array">The array.</param>
/// <param name="start">The index of the first element.</param>
/// <param name="rows">Number of rows.</param>
/// <param name="width">Elements of a row.</param>
/// <param name="stride">Elements from one row to the next.</param>
internal readonly unsafe struct View(float[] array, int start, int rows, int width, int stride)
{
    /// <summary>The array, which whoever uses addresses must keep alive.</summary>
    public float[] Array => array;

    /// <summary>Number of rows.</summary>
    public int Rows => rows;

    /// <summary>Elements of a row.</summary>
    public int Width => width;

    /// <summary>The same matrix, to be read only.</summary>
    public static implicit operator ConstantView(View view) => view.ToConstant();

    /// <summary>The address of a row; for kernels, which keep the array alive.</summary>
    public float* Row(int row) => (float*)Unsafe.AsPointer(ref MemoryMarshal.GetArrayDataReference(array)) + start + ((nint)row * stride);

    /// <summary>The elements of a row.</summary>
    public Span<float> Span(int row) => array.AsSpan(start + (row * stride), width);

    /// <summary>Some of the rows.</summary>
    public View Slice(int first, int count) => new(array, start + (first * stride), count, width, stride);

    /// <summary>Some of the columns.</summary>
    public View Columns(int first, int count) => new(array, start + first, rows, count, stride);

    /// <summary>The same matrix, to be read only.</summary>
    public ConstantView ToConstant() => new(array, start, rows, width, stride);
}

/// <summary>A matrix that is only read, in an array that does not move or in a mapped file.</summary>
internal readonly unsafe struct ConstantView
{
    private readonly float* _mapped;
    private readonly nint _start;

    /// <summary>A matrix in an array.</summary>
    /// <param name="array">The array.</param>
    /// <param name="start">The index of the first element.</param>
    /// <param name="rows">Number of rows.</param>
    /// <param name="width">Elements of a row.</param>
    /// <param name="stride">Elements from one row to the next.</param>
    public ConstantView(float[] array, nint start, int rows, int width, int stride)
    {
        (Array, _start, Rows, Width, Stride) = (array, start, rows, width, stride);
    }

    /// <summary>A matrix in a file that stays mapped.</summary>
    /// <param name="mapped">The address of the file's first element.</param>
    /// <param name="start">The first element of the matrix.</param>
    /// <param name="rows">Number of rows.</param>
    /// <param name="width">Elements of a row.</param>
    /// <param name="stride">Elements from one row to the next.</param>
    public ConstantView(float* mapped, nint start, int rows, int width, int stride)
    {
        _mapped = mapped;
        (_start, Rows, Width, Stride) = (start, rows, width, stride);
    }

    /// <summary>The array, which whoever uses addresses must keep alive; null for a mapped file.</summary>
    public float[]? Array { get; }

    /// <summary>Number of rows.</summary>
    public int Rows { get; }

    /// <summary>Elements of a row.</summary>
    public int Width { get; }

    /// <summary>Elements from one row to the next.</summary>
    public int Stride { get; }

    /// <summary>The address of a row; for kernels, which keep the array alive.</summary>
    public float* Row(int row) =>
        (Array is null ? _mapped : (float*)Unsafe.AsPointer(ref MemoryMarshal.GetArrayDataReference(Array))) + _start + ((nint)row * Stride);

    /// <summary>The elements of a row.</summary>
    public ReadOnlySpan<float> Span(int row) =>
        Array is null ? new ReadOnlySpan<float>(Row(row), Width) : Array.AsSpan((int)(_start + ((nint)row * Stride)), Width);

    /// <summary>Some of the rows.</summary>
    public ConstantView Slice(int first, int count) => At(_start + ((nint)first * Stride), count, Width);

    /// <summary>Some of the columns.</summary>
    public ConstantView Columns(int first, int count) => At(_start + first, Rows, count);

    private ConstantView At(nint start, int rows, int width) =>
        Array is null ? new ConstantView(_mapped, start, rows, width, Stride) : new ConstantView(Array, start, rows, width, Stride);
}
