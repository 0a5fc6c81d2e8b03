namespace TorchSharp;

public static partial class torch
{
    /// <summary>A vector with a copy of the elements.</summary>
    public static Tensor tensor(
        byte[] rawArray, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null)
    {
        RefuseNames(names);
        ArgumentNullException.ThrowIfNull(rawArray);
        return FromArray<byte>(rawArray, [rawArray.Length], dtype, device, requires_grad);
    }

    /// <summary>A vector with a copy of the elements.</summary>
    public static Tensor tensor(
        IList<byte> rawArray, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null)
    {
        ArgumentNullException.ThrowIfNull(rawArray);
        return tensor(rawArray.ToArray(), dtype, device, requires_grad, names);
    }

    /// <summary>A shape with a copy of the elements, row by row.</summary>
    public static Tensor tensor(
        byte[] rawArray, ReadOnlySpan<long> dimensions, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null)
    {
        RefuseNames(names);
        ArgumentNullException.ThrowIfNull(rawArray);
        return FromArray<byte>(rawArray, dimensions, dtype, device, requires_grad);
    }

    /// <summary>A shape with a copy of the elements, row by row.</summary>
    public static Tensor tensor(
        IList<byte> rawArray, ReadOnlySpan<long> dimensions, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null)
    {
        ArgumentNullException.ThrowIfNull(rawArray);
        return tensor(rawArray.ToArray(), dimensions, dtype, device, requires_grad, names);
    }

    /// <summary>A matrix with a copy of the elements, row by row.</summary>
    public static Tensor tensor(
        IList<byte> rawArray, long dim0, long dim1, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null)
    {
        ArgumentNullException.ThrowIfNull(rawArray);
        return tensor(rawArray.ToArray(), [dim0, dim1], dtype, device, requires_grad, names);
    }

    /// <summary>A matrix with a copy of the elements.</summary>
    public static Tensor tensor(
        byte[,] rawArray, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null)
    {
        RefuseNames(names);
        return FromMultidimensional<byte>(rawArray, dtype, device, requires_grad);
    }

    /// <summary>A three-dimensional tensor with a copy of the elements.</summary>
    public static Tensor tensor(
        byte[,,] rawArray, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null)
    {
        RefuseNames(names);
        return FromMultidimensional<byte>(rawArray, dtype, device, requires_grad);
    }

    /// <summary>A shape with a copy of the elements, row by row.</summary>
    public static Tensor tensor(
        Memory<byte> rawArray, ReadOnlySpan<long> dimensions, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null)
    {
        RefuseNames(names);
        return FromArray<byte>(rawArray.Span, dimensions, dtype, device, requires_grad);
    }
}
