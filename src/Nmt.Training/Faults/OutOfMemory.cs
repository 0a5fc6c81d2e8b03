using System.Runtime.InteropServices;

namespace Nmt.Training.Faults;

/// <summary>Tells the tensor library's lack of memory from its other errors, which only their text does.</summary>
public static class OutOfMemory
{
    // CUDA's allocator, the CPU's, and CUDA's libraries.
    private static readonly string[] Signs = ["out of memory", "can't allocate memory", "not enough memory", "CUBLAS_STATUS_ALLOC_FAILED"];

    /// <summary>Whether an error says that memory was short.</summary>
    public static bool Is(Exception fault) => fault is OutOfMemoryException
        || (fault is ExternalException && Signs.Any(sign => fault.Message.Contains(sign, StringComparison.OrdinalIgnoreCase)));
}
