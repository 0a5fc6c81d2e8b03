using System.Numerics;
using System.Runtime.InteropServices;

namespace Nmt.Model.Engine;

/// <summary>
/// Rounds the sizes of CPU tensors up to eight steps per doubling, and allocates them with malloc instead of posix_memalign. No two
/// batches request the same sizes, and glibc before 2.38 cannot reuse a freed block from posix_memalign for another such call, so
/// that training needs a third more memory (docs/tensor-library.md).
/// </summary>
/// <remarks>
/// Blocks are then aligned to 16 bytes instead of 64. libtorch's kernels do not rely on the alignment, and it costs no measurable time.
/// </remarks>
internal static unsafe partial class RoundedAllocation
{
    /// <summary>The part of libtorch that allocates tensors on the CPU.</summary>
    private const string Library = "libc10.so";

    private const string Allocator = "posix_memalign";
    private const int OutOfMemory = 12; // ENOMEM
    private const int StepsPerDoubling = 8;

    /// <summary>Smaller blocks have few different sizes and are not rounded.</summary>
    private const nuint Smallest = 4096;

    /// <summary>Installs the allocation function. Must be called after libtorch is loaded and before the first tensor is created.</summary>
    /// <returns>False if this is not possible.</returns>
    public static bool Install()
    {
        if (RuntimeInformation.ProcessArchitecture != Architecture.X64 || LoadedLibrary.Find(Library) is not { } loaded
            || loaded.FindImport(Allocator) is not { } slot)
        {
            return false;
        }

        return LoadedLibrary.Overwrite(slot, BitConverter.GetBytes((long)(delegate* unmanaged<void**, nuint, nuint, int>)&Allocate), isCode: false);
    }

    /// <summary>The size to request from malloc.</summary>
    internal static nuint Rounded(nuint bytes)
    {
        nuint step = Math.Max(1, BitOperations.RoundUpToPowerOf2(bytes) / 2 / StepsPerDoubling);
        return (bytes + step - 1) / step * step;
    }

    [UnmanagedCallersOnly]
    private static int Allocate(void** block, nuint alignment, nuint bytes)
    {
        if (bytes < Smallest)
        {
            return AllocateAligned(block, alignment, bytes);
        }

        void* allocated = AllocateMemory(Rounded(bytes));
        if (allocated is null)
        {
            return OutOfMemory;
        }

        *block = allocated;
        return 0;
    }

    [LibraryImport("libc", EntryPoint = "malloc")]
    private static partial void* AllocateMemory(nuint bytes);

    [LibraryImport("libc", EntryPoint = Allocator)]
    private static partial int AllocateAligned(void** block, nuint alignment, nuint bytes);
}
