namespace TorchSharp;

/// <summary>Kinds of devices, with libtorch's numbers.</summary>
public enum DeviceType
{
    /// <summary>The processor.</summary>
    CPU = 0,

    /// <summary>A GPU through CUDA.</summary>
    CUDA = 1,

    /// <summary>A GPU through Metal.</summary>
    MPS = 13,

    /// <summary>Shapes without data.</summary>
    META = 14,
}
