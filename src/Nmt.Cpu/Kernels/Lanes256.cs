using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Nmt.Cpu.Kernels;

/// <summary>Eight lanes, of AVX2 with FMA.</summary>
/// <param name="Value">The register.</param>
internal readonly unsafe record struct Lanes256(Vector256<float> Value) : ILanes<Lanes256>
{
    /// <inheritdoc/>
    public static int Count => 8;

    /// <inheritdoc/>
    public static int RowsAtOnce => 2;

    /// <inheritdoc/>
    public static Lanes256 Zero => new(Vector256<float>.Zero);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256 Load(float* source) => new(Avx.LoadVector256(source));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256 MultiplyAdd(Lanes256 left, Lanes256 right, Lanes256 addend) =>
        new(Fma.MultiplyAdd(left.Value, right.Value, addend.Value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Sums(Lanes256 first, Lanes256 second, Lanes256 third, Lanes256 fourth)
    {
        var pairs = Avx.HorizontalAdd(Avx.HorizontalAdd(first.Value, second.Value), Avx.HorizontalAdd(third.Value, fourth.Value));
        return Sse.Add(pairs.GetLower(), pairs.GetUpper());
    }
}
