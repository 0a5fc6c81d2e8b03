using System.Runtime.InteropServices;

namespace Nmt.Model.Engine;

/// <summary>Replaces bytes of a loaded native library in memory, on Linux.</summary>
internal static unsafe partial class NativeCode
{
    private const int Read = 1;
    private const int Write = 2;
    private const int Execute = 4;

    /// <summary>Writes over what is at an address. No thread may be using it, or what is near it.</summary>
    /// <param name="address">The first byte.</param>
    /// <param name="bytes">What to write.</param>
    /// <param name="isCode">Whether it is executed, or read by the library.</param>
    /// <returns>False where the system forbids it; then nothing has changed.</returns>
    public static bool Overwrite(IntPtr address, ReadOnlySpan<byte> bytes, bool isCode)
    {
        // The bytes may lie across the border of two pages.
        IntPtr page = address & ~((IntPtr)Environment.SystemPageSize - 1);
        var length = (nuint)(address - page + bytes.Length);
        // Never writable and executable at once: hardened systems refuse that.
        if (ProtectMemory(page, length, Read | Write) != 0)
        {
            return false;
        }

        bytes.CopyTo(new Span<byte>((void*)address, bytes.Length));
        // Of the pages with addresses not all are read-only, so these stay writable.
        return !isCode || ProtectMemory(page, length, Read | Execute) == 0
            ? true
            : throw new InvalidOperationException("the memory of the tensor library's code could not be made executable again");
    }

    [LibraryImport("libc", EntryPoint = "mprotect")]
    private static partial int ProtectMemory(IntPtr address, nuint length, int protection);
}
