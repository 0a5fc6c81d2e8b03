using System.Runtime.InteropServices;

namespace Nmt.Model.Engine;

/// <summary>Replaces the beginning of a native function in memory, on Linux.</summary>
internal static unsafe partial class NativeCode
{
    private const int Read = 1;
    private const int Write = 2;
    private const int Execute = 4;

    /// <summary>Writes code over a function's first bytes. No thread may be in it, or in a function near it.</summary>
    /// <returns>False where the system forbids it; then nothing has changed.</returns>
    public static bool Overwrite(IntPtr function, ReadOnlySpan<byte> code)
    {
        // The bytes may lie across the border of two pages.
        IntPtr page = function & ~((IntPtr)Environment.SystemPageSize - 1);
        var length = (nuint)(function - page + code.Length);
        // Never writable and executable at once: hardened systems refuse that.
        if (ProtectMemory(page, length, Read | Write) != 0)
        {
            return false;
        }

        code.CopyTo(new Span<byte>((void*)function, code.Length));
        return ProtectMemory(page, length, Read | Execute) == 0
            ? true
            : throw new InvalidOperationException("the memory of the tensor library's code could not be made executable again");
    }

    [LibraryImport("libc", EntryPoint = "mprotect")]
    private static partial int ProtectMemory(IntPtr address, nuint length, int protection);
}
