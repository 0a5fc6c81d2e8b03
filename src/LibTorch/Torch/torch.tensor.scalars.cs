namespace TorchSharp;

public static partial class torch
{
    /// <summary>A tensor without dimensions.</summary>
    public static Tensor tensor(float scalar, Device? device = null, bool requires_grad = false) =>
        FromArray<float>([scalar], [], null, device, requires_grad);

    /// <summary>A tensor without dimensions.</summary>
    public static Tensor tensor(double scalar, Device? device = null, bool requires_grad = false) =>
        FromArray<double>([scalar], [], null, device, requires_grad);

    /// <summary>A tensor without dimensions.</summary>
    public static Tensor tensor(long scalar, Device? device = null, bool requires_grad = false) =>
        FromArray<long>([scalar], [], null, device, requires_grad);

    /// <summary>A tensor without dimensions.</summary>
    public static Tensor tensor(int scalar, Device? device = null, bool requires_grad = false) =>
        FromArray<int>([scalar], [], null, device, requires_grad);

    /// <summary>A tensor without dimensions.</summary>
    public static Tensor tensor(bool scalar, Device? device = null, bool requires_grad = false) =>
        FromArray<bool>([scalar], [], null, device, requires_grad);

    /// <summary>A tensor without dimensions.</summary>
    public static Tensor tensor(byte scalar, Device? device = null, bool requires_grad = false) =>
        FromArray<byte>([scalar], [], null, device, requires_grad);
}
