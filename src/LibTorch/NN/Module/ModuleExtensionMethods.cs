using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace TorchSharp;

/// <summary>Moves of a module that keep its static type. Build the optimizer after them: they make new parameters.</summary>
public static class ModuleExtensionMethods
{
    /// <summary>Converts the floating-point parameters and buffers to a type.</summary>
    public static T to<T>(this T module, ScalarType type, bool non_blocking = false) where T : Module =>
        Move(module, null, type, non_blocking);

    /// <summary>Moves to a device and converts the floating-point parameters and buffers to a type.</summary>
    public static T to<T>(this T module, Device device, ScalarType type, bool non_blocking = false) where T : Module =>
        Move(module, device, type, non_blocking);

    /// <summary>Moves to a device.</summary>
    public static T to<T>(this T module, DeviceType deviceType, int deviceIndex = -1, bool non_blocking = false)
        where T : Module => Move(module, new Device(deviceType, deviceIndex), null, non_blocking);

    /// <summary>Moves to a device.</summary>
    public static T to<T>(this T module, Device device, bool non_blocking = false) where T : Module =>
        Move(module, device, null, non_blocking);

    /// <summary>Moves to the device of a description such as <c>cuda:0</c>.</summary>
    public static T to<T>(this T module, string device, bool non_blocking = false) where T : Module =>
        Move(module, new Device(device), null, non_blocking);

    /// <summary>Moves to the device and type of a tensor.</summary>
    public static T to<T>(this T module, Tensor other, bool non_blocking = false) where T : Module =>
        Move(module, other.device, other.dtype, non_blocking);

    /// <summary>Moves to the CPU.</summary>
    public static T cpu<T>(this T module, bool non_blocking = false) where T : Module =>
        Move(module, new Device(DeviceType.CPU), null, non_blocking);

    /// <summary>Moves to a CUDA device.</summary>
    public static T cuda<T>(this T module, int deviceIndex = -1, bool non_blocking = false) where T : Module =>
        Move(module, new Device(DeviceType.CUDA, deviceIndex), null, non_blocking);

    /// <summary>Converts to <c>Float16</c>.</summary>
    public static T half<T>(this T module, bool non_blocking = false) where T : Module =>
        Move(module, null, ScalarType.Float16, non_blocking);

    /// <summary>Converts to <c>BFloat16</c>.</summary>
    public static T bfloat16<T>(this T module, bool non_blocking = false) where T : Module =>
        Move(module, null, ScalarType.BFloat16, non_blocking);

    /// <summary>Converts to <c>Float32</c>.</summary>
    public static T @float<T>(this T module, bool non_blocking = false) where T : Module =>
        Move(module, null, ScalarType.Float32, non_blocking);

    /// <summary>Converts to <c>Float64</c>.</summary>
    public static T @double<T>(this T module, bool non_blocking = false) where T : Module =>
        Move(module, null, ScalarType.Float64, non_blocking);

    private static T Move<T>(T module, Device? device, ScalarType? type, bool nonBlocking) where T : Module
    {
        module.Move(device, type, nonBlocking);
        return module;
    }
}
