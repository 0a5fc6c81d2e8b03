using System.Runtime.InteropServices;

namespace TorchSharp;

/// <summary>Element type and device of a tensor to be made; -1 stands for "not given".</summary>
[StructLayout(LayoutKind.Sequential)]
internal readonly struct OptionsArgument
{
    internal readonly int DType;
    internal readonly int DeviceType;
    internal readonly int DeviceIndex;
    internal readonly int RequiresGrad;

    internal OptionsArgument(torch.ScalarType? dtype, torch.Device? device, bool requiresGrad)
    {
        DType = dtype is { } type ? (int)type : -1;
        DeviceType = device is null ? -1 : (int)device.type;
        DeviceIndex = device is null ? -1 : device.index;
        RequiresGrad = requiresGrad ? 1 : 0;
    }
}
