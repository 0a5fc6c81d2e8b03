using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Nmt.Cpu.Kernels;

/// <summary>Four lanes, of any processor: Arm's NEON, SSE, or, without either, plain numbers.</summary>
/// <param name="Value">The register.</param>
internal readonly unsafe record struct Lanes128(Vector128<float> Value) : ILanes<Lanes128>
{
    /// <inheritdoc/>
    public static int Count => 4;

    /// <inheritdoc/>
    public static int RowsAtOnce => 4;

    /// <inheritdoc/>
    public static Lanes128 Zero => new(Vector128<float>.Zero);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128 Load(float* source) => new(Vector128.Load(source));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128 MultiplyAdd(Lanes128 left, Lanes128 right, Lanes128 addend) =>
        new(Vector128.MultiplyAddEstimate(left.Value, right.Value, addend.Value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Sums(Lanes128 first, Lanes128 second, Lanes128 third, Lanes128 fourth) => Vector128.Create(
        Vector128.Sum(first.Value), Vector128.Sum(second.Value), Vector128.Sum(third.Value), Vector128.Sum(fourth.Value));
}
