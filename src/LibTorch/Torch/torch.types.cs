namespace TorchSharp;

/// <summary>The functions of libtorch.</summary>
public static partial class torch
{
    /// <summary>8 bits, unsigned.</summary>
    public static readonly ScalarType uint8 = ScalarType.Byte;

    /// <summary>8 bits, signed.</summary>
    public static readonly ScalarType int8 = ScalarType.Int8;

    /// <summary>16 bits, signed.</summary>
    public static readonly ScalarType int16 = ScalarType.Int16;

    /// <summary>32 bits, signed.</summary>
    public static readonly ScalarType int32 = ScalarType.Int32;

    /// <summary>64 bits, signed.</summary>
    public static readonly ScalarType int64 = ScalarType.Int64;

    /// <summary>Half precision.</summary>
    public static readonly ScalarType float16 = ScalarType.Float16;

    /// <summary>Single precision.</summary>
    public static readonly ScalarType float32 = ScalarType.Float32;

    /// <summary>Double precision.</summary>
    public static readonly ScalarType float64 = ScalarType.Float64;

    /// <summary>The upper half of a single.</summary>
    public static readonly ScalarType bfloat16 = ScalarType.BFloat16;

    /// <summary>Half precision.</summary>
    public static readonly ScalarType half = ScalarType.Float16;

    /// <summary>Booleans.</summary>
    public static readonly ScalarType @bool = ScalarType.Bool;

    /// <summary>32 bits, signed.</summary>
    public static readonly ScalarType @int = ScalarType.Int32;

    /// <summary>64 bits, signed.</summary>
    public static readonly ScalarType @long = ScalarType.Int64;

    /// <summary>Single precision.</summary>
    public static readonly ScalarType @float = ScalarType.Float32;

    /// <summary>Double precision.</summary>
    public static readonly ScalarType @double = ScalarType.Float64;

    /// <summary>Sets the element type of floating-point tensors where none is given.</summary>
    public static void set_default_dtype(ScalarType dtype) =>
        Tensor.Check(Native.nmt_set_default_dtype((int)dtype), "set_default_dtype");

    /// <summary>The element type of floating-point tensors where none is given.</summary>
    public static ScalarType get_default_dtype() => (ScalarType)Native.nmt_get_default_dtype();
}
