using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.X86;
using System.Text.RegularExpressions;

namespace Nmt.Model.Engine;

/// <summary>How libtorch uses the processor: the kernels of its BLAS, the features of its own, and the threads that wait.</summary>
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

    /// <summary>See docs/benchmarks.md for what it costs and brings.</summary>
    private const string Spins = "20000";

    // mov eax, 1; ret
    private static ReadOnlySpan<byte> ReturnOne => [0xB8, 1, 0, 0, 0, 0xC3];

    /// <summary>
    /// Shortens how long the threads of libtorch's OpenMP pool (GNU's) spin before they sleep, unless the environment says otherwise.
    /// By default they spin without end, and where another process needs the same processors a training becomes several times slower;
    /// threads that sleep at once cost much of the speed where none does. To be called before libtorch is loaded: OpenMP reads the
    /// environment once.
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
    /// Lets MKL, which is inside libtorch, use AVX2 and AVX-512 on processors that have them and are not Intel's: two to four times the
    /// speed of matrix products (docs/benchmarks.md). MKL asks a function of its own, mkl_serv_intel_cpu_true, whether the processor is
    /// Intel's, and takes slower kernels where it is not. That function is made to return true. To be called after libtorch is loaded
    /// and before its first product.
    /// </summary>
    /// <param name="library">The handle of libtorch_cpu.</param>
    /// <returns>Which BLAS that is and which kernels it uses; null where it is not MKL.</returns>
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

        string? wish = Environment.GetEnvironmentVariable(DispatchVariable);
        return wish == "native" ? $"{name}, kernels of its own choice ({DispatchVariable}=native)"
            : LoadedLibrary.Overwrite(function, ReturnOne, isCode: true) ? $"{name}, {(Avx512F.IsSupported ? "AVX-512" : "AVX2")} kernels"
            : $"{name}, kernels of its own choice (the system does not allow another)";
    }

    /// <summary>
    /// The processor features that libtorch's own kernels use, as in <c>AVX512</c>; null where this libtorch does not tell. TorchSharp has
    /// no function for it.
    /// </summary>
    /// <param name="library">The handle of libtorch_cpu.</param>
    public static string? ReadCapability(IntPtr library)
    {
        if (RuntimeInformation.ProcessArchitecture != Architecture.X64 || !NativeLibrary.TryGetExport(library, CpuCapability, out IntPtr address))
        {
            return null;
        }

        // The caller of a function that returns an object passes the place for it first (System V ABI, 3.2.3). Text of up to 15
        // characters is inside the object itself, so nothing is to be freed.
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
