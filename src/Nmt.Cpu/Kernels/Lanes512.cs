using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Nmt.Cpu.Kernels;

/// <summary>Sixteen lanes, of AVX-512.</summary>
/// <param name="Value">The register.</param>
internal readonly unsafe record struct Lanes512(Vector512<float> Value) : ILanes<Lanes512>
{
    /// <inheritdoc/>
    public static int Count => 16;

    /// <inheritdoc/>
    public static int RowsAtOnce => 4;

    /// <inheritdoc/>
    public static Lanes512 Zero => new(Vector512<float>.Zero);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512 Load(float* source) => new(Avx512F.LoadVector512(source));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512 MultiplyAdd(Lanes512 left, Lanes512 right, Lanes512 addend) =>
        new(Avx512F.FusedMultiplyAdd(left.Value, right.Value, addend.Value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Sums(Lanes512 first, Lanes512 second, Lanes512 third, Lanes512 fourth) =>
        Lanes256.Sums(Half(first), Half(second), Half(third), Half(fourth));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Lanes256 Half(Lanes512 lanes) => new(Avx.Add(lanes.Value.GetLower(), lanes.Value.GetUpper()));
}
