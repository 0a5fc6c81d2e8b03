using System.Runtime.InteropServices;

namespace Nmt.Training.Faults;

/// <summary>Tells the tensor library's lack of memory from its other errors, which only their text does.</summary>
public static class OutOfMemory
{
    // CUDA's allocator, the CPU's, CUDA's libraries, and the loader of shared libraries.
    private static readonly string[] Signs =
        ["out of memory", "can't allocate memory", "not enough memory", "CUBLAS_STATUS_ALLOC_FAILED", "failed to map segment", "cannot allocate memory"];

    /// <summary>Whether an error says that memory was short.</summary>
    public static bool Is(Exception fault)
    {
        ArgumentNullException.ThrowIfNull(fault);
        var cause = fault.GetBaseException();
        return cause is OutOfMemoryException
            || (cause is ExternalException or DllNotFoundException && Signs.Any(sign => cause.Message.Contains(sign, StringComparison.OrdinalIgnoreCase)));
    }
}
