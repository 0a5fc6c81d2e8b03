namespace TorchSharp;

public static partial class torch
{
    /// <summary>A vector with a copy of the elements.</summary>
    public static Tensor tensor(
        double[] rawArray, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null)
    {
        RefuseNames(names);
        ArgumentNullException.ThrowIfNull(rawArray);
        return FromArray<double>(rawArray, [rawArray.Length], dtype, device, requires_grad);
    }

    /// <summary>A vector with a copy of the elements.</summary>
    public static Tensor tensor(
        IList<double> rawArray, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null)
    {
        ArgumentNullException.ThrowIfNull(rawArray);
        return tensor(rawArray.ToArray(), dtype, device, requires_grad, names);
    }

    /// <summary>A shape with a copy of the elements, row by row.</summary>
    public static Tensor tensor(
        double[] rawArray, ReadOnlySpan<long> dimensions, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null)
    {
        RefuseNames(names);
        ArgumentNullException.ThrowIfNull(rawArray);
        return FromArray<double>(rawArray, dimensions, dtype, device, requires_grad);
    }

    /// <summary>A shape with a copy of the elements, row by row.</summary>
    public static Tensor tensor(
        IList<double> rawArray, ReadOnlySpan<long> dimensions, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null)
    {
        ArgumentNullException.ThrowIfNull(rawArray);
        return tensor(rawArray.ToArray(), dimensions, dtype, device, requires_grad, names);
    }

    /// <summary>A matrix with a copy of the elements, row by row.</summary>
    public static Tensor tensor(
        IList<double> rawArray, long dim0, long dim1, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null)
    {
        ArgumentNullException.ThrowIfNull(rawArray);
        return tensor(rawArray.ToArray(), [dim0, dim1], dtype, device, requires_grad, names);
    }

    /// <summary>A matrix with a copy of the elements.</summary>
    public static Tensor tensor(
        double[,] rawArray, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null)
    {
        RefuseNames(names);
        return FromMultidimensional<double>(rawArray, dtype, device, requires_grad);
    }

    /// <summary>A three-dimensional tensor with a copy of the elements.</summary>
    public static Tensor tensor(
        double[,,] rawArray, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null)
    {
        RefuseNames(names);
        return FromMultidimensional<double>(rawArray, dtype, device, requires_grad);
    }

    /// <summary>A shape with a copy of the elements, row by row.</summary>
    public static Tensor tensor(
        Memory<double> rawArray, ReadOnlySpan<long> dimensions, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null)
    {
        RefuseNames(names);
        return FromArray<double>(rawArray.Span, dimensions, dtype, device, requires_grad);
    }
}
