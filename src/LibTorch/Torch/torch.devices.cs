namespace TorchSharp;

public static partial class torch
{
    /// <summary>The processor.</summary>
    public static readonly Device CPU = new(DeviceType.CPU);

    /// <summary>The current GPU.</summary>
    public static Device CUDA { get; } = new(DeviceType.CUDA);

    /// <summary>The version of libtorch.</summary>
    public static unsafe string __version__ =>
        System.Runtime.InteropServices.Marshal.PtrToStringUTF8((IntPtr)Native.nmt_version()) ?? "";

    /// <summary>The device on which factories make tensors where none is given; null is the CPU.</summary>
    private static Device? DefaultDevice { get; set; }

    /// <summary>The device of a description such as <c>cpu</c> or <c>cuda:0</c>.</summary>
    public static Device device(string description) => new(description);

    /// <summary>The device of a kind and a number.</summary>
    public static Device device(string deviceType, int index = -1) => new(deviceType, index);

    /// <summary>The device of a kind and a number.</summary>
    public static Device device(DeviceType deviceType, int index = -1) => new(deviceType, index);

    /// <summary>The GPU of a number.</summary>
    public static Device device(int index) => new(index);

    /// <summary>The device on which factories make tensors where none is given.</summary>
    public static Device get_default_device() => DefaultDevice ?? CPU;

    /// <summary>Sets the device on which factories make tensors where none is given.</summary>
    public static void set_default_device(Device device)
    {
        ArgumentNullException.ThrowIfNull(device);
        DefaultDevice = InitializeDevice(device);
    }

    /// <summary>Sets the device on which factories make tensors where none is given.</summary>
    public static void set_default_device(string device) => set_default_device(new Device(device));

    /// <summary>Whether a kind of device can be used.</summary>
    public static bool TryInitializeDeviceType(DeviceType deviceType) =>
        deviceType == DeviceType.CPU || (deviceType == DeviceType.CUDA && cuda.is_available());

    /// <summary>Makes sure that a kind of device can be used.</summary>
    /// <exception cref="InvalidOperationException">It cannot.</exception>
    public static void InitializeDeviceType(DeviceType deviceType)
    {
        if (!TryInitializeDeviceType(deviceType))
        {
            throw new InvalidOperationException($"Torch device type {deviceType} did not initialise on the current machine.");
        }
    }

    /// <summary>Makes sure that a device can be used; null is the default.</summary>
    /// <returns>The device.</returns>
    public static Device InitializeDevice(Device? device)
    {
        device ??= get_default_device();
        InitializeDeviceType(device.type);
        return device;
    }
}
