using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.X86;
using System.Text.RegularExpressions;

namespace Nmt.Model.Engine;

/// <summary>Tunes and reports how libtorch uses the processor: the kernels of its BLAS, its own kernels, and how long idle threads spin.</summary>
internal static unsafe partial class CpuTuning
{
    /// <summary>Set to "native", it leaves the choice of kernels to MKL.</summary>
    private const string DispatchVariable = "NMT_MKL_DISPATCH";

    private const string IsIntel = "mkl_serv_intel_cpu_true";
    private const string MklVersion = "MKL_Get_Version_String";
    private const int MklVersionLength = 256;

    // std::string at::get_cpu_capability(), and GNU's std::string: a pointer, a length, and 16 bytes for short text.
    private const string CpuCapability = "_ZN2at18get_cpu_capabilityB5cxx11Ev";
    private const int StringWords = 4;

    private const string SpinCount = "GOMP_SPINCOUNT";

    /// <summary>See docs/benchmarks.md for costs and benefits.</summary>
    private const string Spins = "20000";

    // mov eax, 1; ret
    private static ReadOnlySpan<byte> ReturnOne => [0xB8, 1, 0, 0, 0, 0xC3];

    /// <summary>
    /// Limits how long the threads of libtorch's OpenMP pool (GNU's) spin before they sleep, unless the environment sets a limit.
    /// By default they spin without end, which makes training several times slower if another process needs the same processors;
    /// sleeping at once costs much of the speed if none does. Must be called before libtorch is loaded, because OpenMP reads the
    /// environment only once.
    /// </summary>
    public static void ShortenSpinning()
    {
        if (OperatingSystem.IsLinux() && Environment.GetEnvironmentVariable("OMP_WAIT_POLICY") is null)
        {
            // Environment.SetEnvironmentVariable does not reach the process's own environment, which is what OpenMP reads.
            _ = SetVariable(SpinCount, Spins, overwrite: 0);
        }
    }

    /// <summary>
    /// Lets MKL, which is part of libtorch, use AVX2 and AVX-512 on non-Intel processors that have them: matrix products become two to
    /// four times faster (docs/tensor-library.md). MKL asks one of its own functions, mkl_serv_intel_cpu_true, whether the processor is
    /// made by Intel, and uses slower kernels otherwise. That function is overwritten to return true. Must be called after libtorch is
    /// loaded and before its first matrix product.
    /// </summary>
    /// <param name="library">The handle of libtorch_cpu.</param>
    /// <returns>The BLAS and the kernels that it uses; null if it is not MKL.</returns>
    public static string? ChooseMklKernels(IntPtr library)
    {
        if (!NativeLibrary.TryGetExport(library, MklVersion, out IntPtr version))
        {
            return null;
        }

        string name = "MKL " + ReadMklVersion(version);
        if (RuntimeInformation.ProcessArchitecture != Architecture.X64 || !Avx2.IsSupported
            || !NativeLibrary.TryGetExport(library, IsIntel, out IntPtr function) || ((delegate* unmanaged<int>)function)() != 0)
        {
            return name;
        }

        string? dispatch = Environment.GetEnvironmentVariable(DispatchVariable);
        return dispatch == "native" ? $"{name}, default kernels ({DispatchVariable}=native)"
            : LoadedLibrary.Overwrite(function, ReturnOne, isCode: true) ? $"{name}, {(Avx512F.IsSupported ? "AVX-512" : "AVX2")} kernels"
            : $"{name}, default kernels (the system does not allow others)";
    }

    /// <summary>
    /// Returns the processor features that libtorch's own kernels use, such as <c>AVX512</c>; null if this libtorch does not report them.
    /// TorchSharp has no function for this.
    /// </summary>
    /// <param name="library">The handle of libtorch_cpu.</param>
    public static string? ReadCapability(IntPtr library)
    {
        if (RuntimeInformation.ProcessArchitecture != Architecture.X64 || !NativeLibrary.TryGetExport(library, CpuCapability, out IntPtr address))
        {
            return null;
        }

        // A function that returns an object receives the object's address as its first argument (System V ABI, 3.2.3). Text of up to
        // 15 characters is stored in the object itself, so there is nothing to free.
        IntPtr* text = stackalloc IntPtr[StringWords];
        ((delegate* unmanaged<IntPtr*, IntPtr*>)address)(text);
        return Marshal.PtrToStringUTF8(text[0], (int)text[1]);
    }

    private static string ReadMklVersion(IntPtr function)
    {
        byte* text = stackalloc byte[MklVersionLength];
        ((delegate* unmanaged<byte*, int, void>)function)(text, MklVersionLength);
        return Number().Match(Marshal.PtrToStringUTF8((IntPtr)text) ?? "").Value;
    }

    [GeneratedRegex(@"\d+(\.\d+)+", RegexOptions.CultureInvariant)]
    private static partial Regex Number();

    [LibraryImport("libc", EntryPoint = "setenv", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int SetVariable(string name, string value, int overwrite);
}
