using System.Runtime.InteropServices;

namespace Nmt.Model.Engine;

/// <summary>Asks libtorch which processor features its own kernels use, which TorchSharp has no function for.</summary>
internal static unsafe class AtenCapability
{
    // std::string at::get_cpu_capability(), and GNU's std::string: a pointer, a length, and 16 bytes for short text.
    private const string Function = "_ZN2at18get_cpu_capabilityB5cxx11Ev";
    private const int StringWords = 4;

    /// <summary>As in <c>AVX512</c>; null where this libtorch does not tell.</summary>
    /// <param name="library">The handle of libtorch_cpu.</param>
    public static string? Read(IntPtr library)
    {
        if (RuntimeInformation.ProcessArchitecture != Architecture.X64 || !NativeLibrary.TryGetExport(library, Function, out IntPtr address))
        {
            return null;
        }

        // The caller of a function that returns an object passes the place for it first (System V ABI, 3.2.3). Text of up to 15
        // characters lies in the object itself, so nothing is to be freed.
        IntPtr* text = stackalloc IntPtr[StringWords];
        ((delegate* unmanaged<IntPtr*, IntPtr*>)address)(text);
        return Marshal.PtrToStringUTF8(text[0], (int)text[1]);
    }
}
