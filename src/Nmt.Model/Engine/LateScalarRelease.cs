using System.Runtime.InteropServices;

namespace Nmt.Model.Engine;

/// <summary>
/// Frees native scalars (TorchSharp's class Scalar) several seconds after their finalizers have run. A call such as <c>x.add_(y)</c>
/// creates one and passes it on without keeping the object alive: if another thread starts a garbage collection at that moment, the
/// scalar is freed while native code is about to read it, which results in an exception or a wrong number. Seen with TorchSharp 0.107.0
/// in one of a few hundred short training runs; https://github.com/dotnet/TorchSharp/pull/1434 and 1496 concern these objects and are
/// not merged.
/// </summary>
internal static unsafe class LateScalarRelease
{
    private const string Release = "THSTorch_dispose_scalar";

    // operator delete(void*): scalars have a trivial destructor.
    private const string Delete = "_ZdlPv";

    /// <summary>Native code reads a scalar soon after the call starts, long before this delay is over.</summary>
    private const long DelayMilliseconds = 10_000;

    private static readonly Queue<(IntPtr Scalar, long Due)> Waiting = new();
    private static delegate* unmanaged<IntPtr, void> s_delete;

    // The expected first bytes of the function: test rdi, rdi; je.
    private static ReadOnlySpan<byte> ExpectedCode => [0x48, 0x85, 0xFF, 0x74];

    /// <summary>Installs the delay. Must be called before the first tensor is created.</summary>
    /// <param name="library">The handle of libLibTorchSharp.</param>
    /// <returns>False if this is not possible: another processor, another build of the library, or a system that forbids it.</returns>
    public static bool Install(IntPtr library)
    {
        if (RuntimeInformation.ProcessArchitecture != Architecture.X64
            || !NativeLibrary.TryGetExport(library, Release, out IntPtr release) || !NativeLibrary.TryGetExport(library, Delete, out IntPtr delete)
            || !new ReadOnlySpan<byte>((void*)release, ExpectedCode.Length).SequenceEqual(ExpectedCode))
        {
            return false;
        }

        s_delete = (delegate* unmanaged<IntPtr, void>)delete;
        // movabs rax, ReleaseLater; jmp rax
        byte[] jump = [0x48, 0xB8, .. BitConverter.GetBytes((long)(delegate* unmanaged<IntPtr, void>)&ReleaseLater), 0xFF, 0xE0];
        return LoadedLibrary.Overwrite(release, jump, isCode: true);
    }

    /// <summary>Replaces the library's own function: called by the finalizer thread and wherever a scalar is disposed.</summary>
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
