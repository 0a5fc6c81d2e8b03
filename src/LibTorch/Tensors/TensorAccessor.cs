// A pointer to T: only types without references get here, ScalarTypes.Check sees to it.
#pragma warning disable CS8500

using System.Collections;

namespace TorchSharp.Utils;

/// <summary>Reads and writes the elements of a tensor in the memory of the CPU, row by row whatever its strides.</summary>
/// <typeparam name="T">The C# type of the elements.</typeparam>
public sealed unsafe class TensorAccessor<T> : IDisposable, IEnumerable<T>
    where T : struct
{
    private readonly torch.Tensor _tensor;
    private readonly long[] _shape;
    private readonly long[] _strides;
    private readonly bool _isContiguous;

    internal TensorAccessor(torch.Tensor tensor)
    {
        _tensor = tensor;
        _shape = tensor.shape;
        _strides = tensor.stride();
        _isContiguous = tensor.is_contiguous();
        Count = tensor.NumberOfElements;
    }

    /// <summary>Number of elements.</summary>
    public long Count { get; }

    /// <summary>The element at a position, one number for each dimension.</summary>
    public T this[params long[] indices]
    {
        get
        {
            var value = *Address(indices);
            GC.KeepAlive(_tensor);
            return value;
        }

        set
        {
            *Address(indices) = value;
            GC.KeepAlive(_tensor);
        }
    }

    /// <summary>A copy of all elements.</summary>
    public T[] ToArray()
    {
        var array = new T[Count];
        CopyTo(array.AsSpan());
        return array;
    }

    /// <summary>A copy of all elements, in an array with the dimensions of the tensor.</summary>
    public Array ToNDArray()
    {
        if (_shape.Length == 0)
        {
            return ToArray();
        }

        var array = Array.CreateInstance(typeof(T), _shape);
        Buffer.BlockCopy(ToArray(), 0, array, 0, checked((int)(Count * sizeof(T))));
        return array;
    }

    /// <summary>Copies elements, from one of them on, to an array.</summary>
    public void CopyTo(T[] array, int arrayIndex = 0, long tensorIndex = 0) =>
        CopyTo(array.AsSpan(), arrayIndex, tensorIndex);

    /// <summary>Copies elements, from one of them on, to a span.</summary>
    public void CopyTo(Span<T> array, int arrayIndex = 0, long tensorIndex = 0)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(tensorIndex);
        var target = array[arrayIndex..];
        var count = (int)Math.Max(0, Math.Min(target.Length, Count - tensorIndex));
        var start = Start();
        if (_isContiguous)
        {
            new ReadOnlySpan<T>(start + tensorIndex, count).CopyTo(target);
        }
        else
        {
            for (var i = 0; i < count; i++)
            {
                target[i] = start[OffsetOf(tensorIndex + i)];
            }
        }

        GC.KeepAlive(_tensor);
    }

    /// <summary>Copies an array to elements, from one of them on.</summary>
    public void CopyFrom(T[] array, int arrayIndex = 0, long tensorIndex = 0) =>
        CopyFrom((ReadOnlySpan<T>)array, arrayIndex, tensorIndex);

    /// <summary>Copies a span to elements, from one of them on.</summary>
    public void CopyFrom(ReadOnlySpan<T> array, int arrayIndex = 0, long tensorIndex = 0)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(tensorIndex);
        var source = array[arrayIndex..];
        var count = (int)Math.Max(0, Math.Min(source.Length, Count - tensorIndex));
        var start = Start();
        if (_isContiguous)
        {
            source[..count].CopyTo(new Span<T>(start + tensorIndex, count));
        }
        else
        {
            for (var i = 0; i < count; i++)
            {
                start[OffsetOf(tensorIndex + i)] = source[i];
            }
        }

        GC.KeepAlive(_tensor);
    }

    /// <inheritdoc />
    public IEnumerator<T> GetEnumerator() => ((IEnumerable<T>)ToArray()).GetEnumerator();

    /// <inheritdoc />
    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>Does nothing: the tensor stays with its owner.</summary>
    public void Dispose()
    {
    }

    // Fetched anew each time: a disposed tensor must throw, not be read.
    private T* Start() => (T*)_tensor.DataPointer();

    private T* Address(long[] indices)
    {
        ArgumentNullException.ThrowIfNull(indices);
        if (indices.Length != _shape.Length)
        {
            throw new ArgumentException($"{indices.Length} indices for a tensor of {_shape.Length} dimensions.", nameof(indices));
        }

        var offset = 0L;
        for (var i = 0; i < indices.Length; i++)
        {
            if (indices[i] < 0 || indices[i] >= _shape[i])
            {
                throw new ArgumentOutOfRangeException(
                    nameof(indices), $"index {indices[i]} of dimension {i} in shape {torch.Tensor.ShapeText(_shape)}");
            }

            offset += indices[i] * _strides[i];
        }

        return Start() + offset;
    }

    private long OffsetOf(long position)
    {
        var offset = 0L;
        for (var i = _shape.Length - 1; i >= 0; i--)
        {
            offset += position % _shape[i] * _strides[i];
            position /= _shape[i];
        }

        return offset;
    }
}
