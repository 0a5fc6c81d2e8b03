namespace TorchSharp;

public static partial class torch
{
    /// <summary>Element types, with libtorch's numbers.</summary>
    public enum ScalarType : sbyte
    {
        /// <summary>8 bits, unsigned.</summary>
        Byte = 0,

        /// <summary>8 bits, signed.</summary>
        Int8 = 1,

        /// <summary>16 bits, signed.</summary>
        Int16 = 2,

        /// <summary>32 bits, signed.</summary>
        Int32 = 3,

        /// <summary>64 bits, signed.</summary>
        Int64 = 4,

        /// <summary>IEEE half precision.</summary>
        Float16 = 5,

        /// <summary>IEEE single precision.</summary>
        Float32 = 6,

        /// <summary>IEEE double precision.</summary>
        Float64 = 7,

        /// <summary>Complex, two singles.</summary>
        ComplexFloat32 = 9,

        /// <summary>Complex, two doubles.</summary>
        ComplexFloat64 = 10,

        /// <summary>One byte, zero or one.</summary>
        Bool = 11,

        /// <summary>The upper half of a single.</summary>
        BFloat16 = 15,
    }
}
