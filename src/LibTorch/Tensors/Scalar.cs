namespace TorchSharp;

/// <summary>A number as an argument of a tensor operation.</summary>
/// <remarks>Holds no native memory; <see cref="Dispose"/> exists for compatibility and does nothing.</remarks>
public sealed class Scalar : IDisposable
{
    private Scalar(ScalarArgument argument) => Argument = argument;

    /// <summary>The element type as libtorch sees it: all integers are 64 bits wide, all fractions doubles.</summary>
    public torch.ScalarType Type => Argument.Kind switch
    {
        1 => torch.ScalarType.Int64,
        2 => torch.ScalarType.Float64,
        _ => torch.ScalarType.Bool,
    };

    internal ScalarArgument Argument { get; }

    /// <summary>An integer.</summary>
    public static implicit operator Scalar(byte value) => new((long)value);

    /// <summary>An integer.</summary>
    public static implicit operator Scalar(sbyte value) => new((long)value);

    /// <summary>An integer.</summary>
    public static implicit operator Scalar(short value) => new((long)value);

    /// <summary>An integer.</summary>
    public static implicit operator Scalar(int value) => new((long)value);

    /// <summary>An integer.</summary>
    public static implicit operator Scalar(long value) => new(value);

    /// <summary>A floating-point number.</summary>
    public static implicit operator Scalar(Half value) => new((double)value);

    /// <summary>A floating-point number.</summary>
    public static implicit operator Scalar(float value) => new((double)value);

    /// <summary>A floating-point number.</summary>
    public static implicit operator Scalar(double value) => new(value);

    /// <summary>A Boolean.</summary>
    public static implicit operator Scalar(bool value) => new(value);

    /// <inheritdoc />
    public void Dispose()
    {
    }
}
