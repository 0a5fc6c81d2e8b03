using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using Nmt.Model.Engine;
using TorchSharp;

namespace Nmt;

/// <summary>
/// Loads the tensor library before a test uses it, as the program does, and has it work with one thread: sums split between threads
/// round differently, and tiny models are faster so. Compiled into each test project that uses tensors.
/// </summary>
internal static class TensorLibrarySetUp
{
    [ModuleInitializer]
    [SuppressMessage("Usage", "CA2255", Justification = "A test assembly has no other place that comes before all tests.")]
    internal static void Load()
    {
        TensorLibrary.Load();
        torch.set_num_threads(1);
    }
}
