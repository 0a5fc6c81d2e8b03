namespace Nmt.Model.Engine;

/// <summary>What was loaded.</summary>
/// <param name="LibTorch">Version of libtorch, as in <c>2.10.0</c>.</param>
/// <param name="Blas">What computes matrix products on the CPU, where that is known.</param>
/// <param name="Capability">The processor features that libtorch's own CPU kernels use, as in <c>AVX512</c>, where that is known.</param>
public sealed record TensorLibraryInfo(string LibTorch, string? Blas, string? Capability);
