namespace TorchSharp;

/// <summary>A number as an argument of a tensor operation.</summary>
/// <remarks>Holds no native memory; <see cref="Dispose"/> exists for compatibility and does nothing.</remarks>
public sealed class Scalar : IDisposable
{
    private Scalar(ScalarArgument argument, torch.ScalarType type)
    {
        Argument = argument;
        Type = type;
    }

    /// <summary>The element type that the number had in C#.</summary>
    public torch.ScalarType Type { get; }

    internal ScalarArgument Argument { get; }

    /// <summary>An integer.</summary>
    public static implicit operator Scalar(byte value) => new((long)value, torch.ScalarType.Byte);

    /// <summary>An integer.</summary>
    public static implicit operator Scalar(sbyte value) => new((long)value, torch.ScalarType.Int8);

    /// <summary>An integer.</summary>
    public static implicit operator Scalar(short value) => new((long)value, torch.ScalarType.Int16);

    /// <summary>An integer.</summary>
    public static implicit operator Scalar(int value) => new((long)value, torch.ScalarType.Int32);

    /// <summary>An integer.</summary>
    public static implicit operator Scalar(long value) => new(value, torch.ScalarType.Int64);

    /// <summary>A floating-point number.</summary>
    public static implicit operator Scalar(Half value) => new((double)value, torch.ScalarType.Float16);

    /// <summary>A floating-point number.</summary>
    public static implicit operator Scalar(float value) => new((double)value, torch.ScalarType.Float32);

    /// <summary>A floating-point number.</summary>
    public static implicit operator Scalar(double value) => new(value, torch.ScalarType.Float64);

    /// <summary>A Boolean.</summary>
    public static implicit operator Scalar(bool value) => new(value, torch.ScalarType.Bool);

    /// <inheritdoc />
    public void Dispose()
    {
    }
}
