using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using Nmt.Model.Engine;

namespace Nmt.Benchmarks;

/// <summary>Loads the tensor library before a benchmark uses it, in every process.</summary>
internal static class TensorLibrarySetUp
{
    [ModuleInitializer]
    [SuppressMessage("Usage", "CA2255", Justification = "Benchmarks run in processes whose entry point is not ours.")]
    internal static void Load() => TensorLibrary.Load();
}
