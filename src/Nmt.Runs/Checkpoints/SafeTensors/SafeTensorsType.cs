namespace Nmt.Runs.Checkpoints.SafeTensors;

/// <summary>Types of elements that a safetensors file may hold; the format writes them in capitals.</summary>
public enum SafeTensorsType
{
    /// <summary>64-bit floating point, <c>F64</c>.</summary>
    F64,

    /// <summary>32-bit floating point, <c>F32</c>.</summary>
    F32,

    /// <summary>16-bit floating point of IEEE 754, <c>F16</c>.</summary>
    F16,

    /// <summary>16-bit floating point with the exponent of 32-bit ones, <c>BF16</c>.</summary>
    BF16,

    /// <summary>64-bit integer, <c>I64</c>.</summary>
    I64,

    /// <summary>32-bit integer, <c>I32</c>.</summary>
    I32,

    /// <summary>16-bit integer, <c>I16</c>.</summary>
    I16,

    /// <summary>8-bit integer, <c>I8</c>.</summary>
    I8,

    /// <summary>8-bit unsigned integer, <c>U8</c>.</summary>
    U8,

    /// <summary>Truth value of one byte, <c>BOOL</c>.</summary>
    Bool,
}
