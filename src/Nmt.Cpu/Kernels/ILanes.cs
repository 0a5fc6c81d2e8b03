using System.Runtime.Intrinsics;

namespace Nmt.Cpu.Kernels;

/// <summary>A processor's vector of floats, as matrix products use it. The compiler replaces each call by one or two instructions.</summary>
/// <typeparam name="TSelf">The vector.</typeparam>
internal unsafe interface ILanes<TSelf>
    where TSelf : struct, ILanes<TSelf>
{
    /// <summary>Number of floats.</summary>
    static abstract int Count { get; }

    /// <summary>Rows of the left side that a product computes at once: as many as leave enough registers for their sums.</summary>
    static abstract int RowsAtOnce { get; }

    /// <summary>All zeros.</summary>
    static abstract TSelf Zero { get; }

    /// <summary>Loads floats from memory of any alignment.</summary>
    static abstract TSelf Load(float* source);

    /// <summary>Computes <c>left * right + addend</c>.</summary>
    static abstract TSelf MultiplyAdd(TSelf left, TSelf right, TSelf addend);

    /// <summary>Sums the lanes of each of four vectors, always in the same order.</summary>
    static abstract Vector128<float> Sums(TSelf first, TSelf second, TSelf third, TSelf fourth);
}
