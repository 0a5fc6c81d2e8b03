namespace TorchSharp;

/// <summary>Conversions between tensors and plain values.</summary>
public static class TensorExtensionMethods
{
    /// <summary>Bytes of one element.</summary>
    public static int ElementSize(this torch.ScalarType type) => type switch
    {
        torch.ScalarType.Byte or torch.ScalarType.Int8 or torch.ScalarType.Bool => 1,
        torch.ScalarType.Int16 or torch.ScalarType.Float16 or torch.ScalarType.BFloat16 => 2,
        torch.ScalarType.Int32 or torch.ScalarType.Float32 => 4,
        torch.ScalarType.Int64 or torch.ScalarType.Float64 or torch.ScalarType.ComplexFloat32 => 8,
        torch.ScalarType.ComplexFloat64 => 16,
        _ => throw new ArgumentOutOfRangeException(nameof(type), type, "not an element type"),
    };

    /// <summary>The only element as a single.</summary>
    public static float ToSingle(this torch.Tensor value) => (float)torch.Checked(value).ItemArgument().AsDouble;

    /// <summary>The only element as a double.</summary>
    public static double ToDouble(this torch.Tensor value) => torch.Checked(value).ItemArgument().AsDouble;

    /// <summary>The only element as a 32-bit integer.</summary>
    public static int ToInt32(this torch.Tensor value) => (int)torch.Checked(value).ItemArgument().AsInt64;

    /// <summary>The only element as a 64-bit integer.</summary>
    public static long ToInt64(this torch.Tensor value) => torch.Checked(value).ItemArgument().AsInt64;

    /// <summary>The only element as a Boolean.</summary>
    public static bool ToBoolean(this torch.Tensor value) => torch.Checked(value).ItemArgument().AsDouble != 0;

    /// <summary>A tensor of a shape with a copy of the elements, row by row.</summary>
    public static torch.Tensor ToTensor<T>(this T[] rawArray, long[] dimensions, bool doCopy = false, bool requires_grad = false)
        where T : unmanaged
    {
        ArgumentNullException.ThrowIfNull(rawArray);
        return torch.FromArray<T>(rawArray, dimensions, null, torch.CPU, requires_grad);
    }

    /// <summary>A tensor without dimensions.</summary>
    public static torch.Tensor ToTensor<T>(this T scalar, torch.Device? device = null, bool requires_grad = false)
        where T : unmanaged => torch.FromArray<T>([scalar], [], null, device, requires_grad);
}
