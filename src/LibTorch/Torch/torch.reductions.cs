namespace TorchSharp;

public static partial class torch
{
    /// <summary>Exponentials divided by their sum.</summary>
    public static Tensor softmax(Tensor input, int dim, ScalarType? dtype = null) => Checked(input).softmax(dim, dtype);

    /// <summary>Running sums along a dimension.</summary>
    public static Tensor cumsum(Tensor input, long dim, ScalarType? type = null) => Checked(input).cumsum(dim, type);

    /// <summary>Sum of all elements.</summary>
    public static Tensor sum(Tensor input, ScalarType? type = null) => Checked(input).sum(type);

    /// <summary>Sums over dimensions.</summary>
    public static Tensor sum(Tensor input, ReadOnlySpan<long> dim, bool keepdim = false, ScalarType? type = null) =>
        Checked(input).sum(dim, keepdim, type);

    /// <summary>Sums over a dimension.</summary>
    public static Tensor sum(Tensor input, long dim, bool keepdim = false, ScalarType? type = null) =>
        Checked(input).sum(dim, keepdim, type);

    /// <summary>Mean of all elements.</summary>
    public static Tensor mean(Tensor input) => Checked(input).mean();

    /// <summary>Means over dimensions.</summary>
    public static Tensor mean(Tensor input, long[] dimensions, bool keepdim = false, ScalarType? type = null) =>
        Checked(input).mean(dimensions, keepdim, type);

    /// <summary>The 2-norm of all elements.</summary>
    public static Tensor norm(Tensor input) => Checked(input).norm(2);

    /// <summary>The p-norm of all elements.</summary>
    public static Tensor norm(Tensor input, float p = 2) => Checked(input).norm(p);

    /// <summary>The p-norms over a dimension.</summary>
    public static Tensor norm(Tensor input, int dimension, bool keepdim = false, float p = 2) =>
        Checked(input).norm(dimension, keepdim, p);

    /// <summary>Position of the greatest element, counted row by row.</summary>
    public static Tensor argmax(Tensor input) => Checked(input).argmax();

    /// <summary>Positions of the greatest elements along a dimension.</summary>
    public static Tensor argmax(Tensor input, long dim, bool keepdim = false) => Checked(input).argmax(dim, keepdim);

    /// <summary>The greatest element.</summary>
    public static Tensor max(Tensor input) => Checked(input).max();

    /// <summary>Of two elements the greatest.</summary>
    public static Tensor max(Tensor input, Tensor other) => Checked(input).max(other);

    /// <summary>The greatest elements along a dimension and their positions.</summary>
    public static (Tensor values, Tensor indexes) max(Tensor input, long dim, bool keepdim = false) => Checked(input).max(dim, keepdim);

    /// <summary>The smallest element.</summary>
    public static Tensor min(Tensor input) => Checked(input).min();

    /// <summary>Of two elements the smallest.</summary>
    public static Tensor min(Tensor input, Tensor other) => Checked(input).min(other);

    /// <summary>The smallest elements along a dimension and their positions.</summary>
    public static (Tensor values, Tensor indexes) min(Tensor input, long dim, bool keepdim = false) => Checked(input).min(dim, keepdim);

    /// <summary>The elements along a dimension in order, and the positions they had.</summary>
    public static (Tensor values, Tensor indices) sort(Tensor input, long dim = -1, bool descending = false, bool stable = false) =>
        Checked(input).sort(dim, descending, stable);

    /// <summary>The k greatest elements along a dimension and their positions.</summary>
    public static (Tensor values, Tensor indices) topk(
        Tensor tensor, int k, int dim = -1, bool largest = true, bool sorted = true) =>
        Checked(tensor).topk(k, dim, largest, sorted);
}
