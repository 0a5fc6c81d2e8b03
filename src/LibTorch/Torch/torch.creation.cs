using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace TorchSharp;

public static partial class torch
{
    /// <summary>A tensor with a copy of elements that lie row by row.</summary>
    internal static unsafe Tensor FromArray<T>(
        ReadOnlySpan<T> elements, ReadOnlySpan<long> shape, ScalarType? dtype, Device? device, bool requiresGrad)
        where T : unmanaged
    {
        var type = ScalarTypes.Of<T>() ?? throw new ArgumentException($"tensor: there is no element type for {typeof(T).Name}.");
        Tensor made;
        fixed (T* data = elements)
        fixed (long* sizes = shape)
        {
            var bytes = (long)elements.Length * sizeof(T);
            made = Tensor.Own(Native.nmt_from_memory(data, bytes, sizes, shape.Length, (int)type), "tensor");
        }

        var target = device ?? DefaultDevice;
        if ((dtype is { } other && other != type) || target is { type: not DeviceType.CPU })
        {
            made = made.to(dtype ?? type, target ?? CPU, disposeAfter: true);
        }

        return requiresGrad ? made.requires_grad_() : made;
    }

    private static Tensor FromMultidimensional<T>(Array elements, ScalarType? dtype, Device? device, bool requiresGrad)
        where T : unmanaged
    {
        ArgumentNullException.ThrowIfNull(elements);
        var shape = new long[elements.Rank];
        for (var i = 0; i < shape.Length; i++)
        {
            shape[i] = elements.GetLongLength(i);
        }

        var span = elements.Length == 0
            ? []
            : MemoryMarshal.CreateReadOnlySpan(
                ref Unsafe.As<byte, T>(ref MemoryMarshal.GetArrayDataReference(elements)), elements.Length);
        return FromArray(span, shape, dtype, device, requiresGrad);
    }

    // A factory's options; the default device steps in where none is given.
    private static OptionsArgument Options(ScalarType? dtype, Device? device, bool requiresGrad) =>
        new(dtype, device ?? DefaultDevice, requiresGrad);

    // Options of a factory that takes what is not given from another tensor.
    private static OptionsArgument LikeOptions(ScalarType? dtype, Device? device, bool requiresGrad) => new(dtype, device, requiresGrad);

    private static void RefuseNames(string[]? names)
    {
        if (names is not null)
        {
            throw new NotSupportedException("Named dimensions are not supported.");
        }
    }
}
