using System.Numerics;
using System.Runtime.InteropServices;

namespace Nmt.Model.Engine;

/// <summary>
/// Rounds the sizes of tensors on the CPU up to eight steps a doubling, and takes their memory from malloc instead of posix_memalign. No two
/// batches ask for the same sizes, and glibc before 2.38 cannot give a block that posix_memalign took and freed to the next such call: a
/// training's memory grows by a third (docs/tensor-library.md).
/// </summary>
/// <remarks>
/// Blocks are then aligned to 16 bytes instead of 64, which libtorch's kernels do not rely on and which costs no measurable time.
/// </remarks>
internal static unsafe partial class RoundedAllocation
{
    /// <summary>The part of libtorch that allocates tensors on the CPU.</summary>
    private const string Library = "libc10.so";

    private const string Allocator = "posix_memalign";
    private const int OutOfMemory = 12; // ENOMEM
    private const int StepsPerDoubling = 8;

    /// <summary>Smaller blocks are mostly of few sizes.</summary>
    private const nuint Smallest = 4096;

    /// <summary>To be called after libtorch is loaded and before the first tensor is created.</summary>
    /// <returns>False where it cannot be done.</returns>
    public static bool Install()
    {
        if (RuntimeInformation.ProcessArchitecture != Architecture.X64 || LoadedLibrary.Find(Library) is not { } loaded
            || loaded.ImportOf(Allocator) is not { } slot)
        {
            return false;
        }

        return LoadedLibrary.Overwrite(slot, BitConverter.GetBytes((long)(delegate* unmanaged<void**, nuint, nuint, int>)&Allocate), isCode: false);
    }

    /// <summary>The size that is asked of malloc.</summary>
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
