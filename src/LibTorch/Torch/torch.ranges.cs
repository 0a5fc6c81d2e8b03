namespace TorchSharp;

public static partial class torch
{
    /// <summary>From <paramref name="start"/> up to but without <paramref name="stop"/>.</summary>
    public static Tensor arange(
        Scalar start, Scalar stop, Scalar step, ScalarType? dtype = null, Device? device = null, bool requires_grad = false)
    {
        ArgumentNullException.ThrowIfNull(start);
        ArgumentNullException.ThrowIfNull(stop);
        ArgumentNullException.ThrowIfNull(step);
        var type = dtype ?? (IsIntegral(start) && IsIntegral(stop) && IsIntegral(step) ? ScalarType.Int64 : null);
        return Tensor.Own(Native.nmt_arange(start, stop, step, Options(type, device, requires_grad)), "arange");
    }

    /// <summary>From <paramref name="start"/> up to but without <paramref name="stop"/>, in steps of one.</summary>
    public static Tensor arange(
        Scalar start, Scalar stop, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
        arange(start, stop, 1, dtype, device, requires_grad);

    /// <summary>From zero up to but without <paramref name="stop"/>, in steps of one.</summary>
    public static Tensor arange(
        Scalar stop, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
        arange(0, stop, 1, dtype, device, requires_grad);

    /// <summary>So many numbers at equal distances, both ends included.</summary>
    public static Tensor linspace(
        double start, double end, long steps, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
        Tensor.Own(Native.nmt_linspace(start, end, steps, Options(dtype, device, requires_grad)), "linspace");

    /// <summary>Random integers from <paramref name="low"/> up to but without <paramref name="high"/>.</summary>
    public static unsafe Tensor randint(
        long low, long high, long[] size, ScalarType? dtype = null, Device? device = null, bool requires_grad = false,
        Generator? generator = null, string[]? names = null)
    {
        RefuseNames(names);
        ArgumentNullException.ThrowIfNull(size);
        fixed (long* first = size)
        {
            var options = Options(dtype ?? ScalarType.Int64, device, requires_grad);
            return Tensor.Own(Native.nmt_randint(low, high, first, size.Length, Generator.Pass(generator), options), "randint");
        }
    }

    /// <summary>Random integers from zero up to but without <paramref name="high"/>.</summary>
    public static Tensor randint(
        long high, long[] size, ScalarType? dtype = null, Device? device = null, bool requires_grad = false,
        Generator? generator = null, string[]? names = null) =>
        randint(0, high, size, dtype, device, requires_grad, generator, names);

    /// <summary>A random order of the numbers from zero up to but without <paramref name="n"/>.</summary>
    public static Tensor randperm(
        long n, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, Generator? generator = null)
    {
        var options = Options(dtype ?? ScalarType.Int64, device, requires_grad);
        return Tensor.Own(Native.nmt_randperm(n, Generator.Pass(generator), options), "randperm");
    }

    private static bool IsIntegral(Scalar value) => value.Argument.Kind == 1;
}
