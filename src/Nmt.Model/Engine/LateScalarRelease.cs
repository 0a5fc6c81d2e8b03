using System.Runtime.InteropServices;

namespace Nmt.Model.Engine;

/// <summary>
/// Frees the library's numbers (its class Scalar) some seconds after their finalizers have run. A call such as <c>x.add_(y)</c> makes
/// one and passes the native number on without keeping the object alive: where another thread starts a garbage collection just then, it is
/// freed while the native code is about to read it, and the result is an exception or another number. Seen with TorchSharp 0.107.0, in one of
/// some hundred short trainings; https://github.com/dotnet/TorchSharp/pull/1434 and 1496 are about these objects and not merged.
/// </summary>
internal static unsafe class LateScalarRelease
{
    private const string Release = "THSTorch_dispose_scalar";

    // operator delete(void*): the numbers have no destructor that does anything.
    private const string Delete = "_ZdlPv";

    /// <summary>Native code reads its numbers when it is called; no call waits so long before it does.</summary>
    private const long DelayMilliseconds = 10_000;

    private static readonly Queue<(IntPtr Scalar, long Due)> Waiting = new();
    private static delegate* unmanaged<IntPtr, void> s_delete;

    // The beginning of the function that is known: test rdi, rdi; je.
    private static ReadOnlySpan<byte> Known => [0x48, 0x85, 0xFF, 0x74];

    /// <summary>To be called before the first tensor is created.</summary>
    /// <param name="library">The handle of libLibTorchSharp.</param>
    /// <returns>False where it cannot be done: another processor, another build of the library, or a system that forbids it.</returns>
    public static bool Install(IntPtr library)
    {
        if (RuntimeInformation.ProcessArchitecture != Architecture.X64
            || !NativeLibrary.TryGetExport(library, Release, out IntPtr release) || !NativeLibrary.TryGetExport(library, Delete, out IntPtr delete)
            || !new ReadOnlySpan<byte>((void*)release, Known.Length).SequenceEqual(Known))
        {
            return false;
        }

        s_delete = (delegate* unmanaged<IntPtr, void>)delete;
        // movabs rax, ReleaseLater; jmp rax
        byte[] jump = [0x48, 0xB8, .. BitConverter.GetBytes((long)(delegate* unmanaged<IntPtr, void>)&ReleaseLater), 0xFF, 0xE0];
        return LoadedLibrary.Overwrite(release, jump, isCode: true);
    }

    /// <summary>Replaces the library's own function: called on the finalizer's thread and where a number is disposed of.</summary>
    [UnmanagedCallersOnly]
    private static void ReleaseLater(IntPtr scalar)
    {
        long now = Environment.TickCount64;
        lock (Waiting)
        {
            Waiting.Enqueue((scalar, now + DelayMilliseconds));
            while (Waiting.TryPeek(out var oldest) && oldest.Due <= now)
            {
                s_delete(Waiting.Dequeue().Scalar);
            }
        }
    }
}
