using System.Runtime.InteropServices;

namespace LibTorch.Tests.NN;

/// <summary>What the process has allocated with malloc, tensors among it: resident memory would also count what malloc keeps.</summary>
internal static partial class NativeMemory
{
    /// <summary>Bytes that are allocated now, in all arenas and in blocks of their own.</summary>
    public static long BytesInUse()
    {
        var counts = GetCounts();
        return (long)(counts.UsedInArenas + counts.UsedInMappings);
    }

    // glibc 2.33 and later.
    [LibraryImport("libc", EntryPoint = "mallinfo2")]
    private static partial MallocCounts GetCounts();

    [StructLayout(LayoutKind.Sequential)]
    private readonly struct MallocCounts
    {
        public readonly nuint FromSystem;
        public readonly nuint FreeBlocks;
        public readonly nuint FastBlocks;
        public readonly nuint Mappings;
        public readonly nuint UsedInMappings;
        public readonly nuint Unused;
        public readonly nuint FreeInFastBlocks;
        public readonly nuint UsedInArenas;
        public readonly nuint FreeInArenas;
        public readonly nuint Releasable;
    }
}
