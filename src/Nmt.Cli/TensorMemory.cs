using System.Runtime.InteropServices;
using Nmt.Training.Faults;
using TorchSharp;

namespace Nmt.Cli;

/// <summary>
/// OpenBLAS takes memory of its own when it is loaded and for its first product, and where it gets none it tries for ever. So
/// both come before anything else can have taken it, and only where there is enough.
/// </summary>
internal static class TensorMemory
{
    private const string Limits = "/proc/self/limits";
    private const string AddressSpace = "Max address space";

    /// <summary>Addresses that libtorch and what it needs take, rounded up.</summary>
    private const long LibraryBytes = 640L << 20;

    /// <summary>OpenBLAS takes half of it; the other half is for a second buffer, which two products at once need.</summary>
    private const long BlasBytesPerThread = 256L << 20;

    private const int FirstProductSize = 256;

    /// <summary>To be called before the tensor library is loaded.</summary>
    /// <param name="threads">Its threads.</param>
    /// <exception cref="TensorMemoryException">When the process is not allowed the memory that it takes.</exception>
    public static void Require(int threads)
    {
        if (!IsLimited())
        {
            return;
        }

        try
        {
            Marshal.FreeHGlobal(Marshal.AllocHGlobal((IntPtr)(LibraryBytes + (threads * BlasBytesPerThread))));
        }
        catch (OutOfMemoryException fault)
        {
            throw new TensorMemoryException("not enough memory for the tensor library: allow the process more (ulimit -v)", fault);
        }
    }

    /// <summary>Makes the first product.</summary>
    public static void TakeForProducts()
    {
        using var matrix = torch.ones(FirstProductSize, FirstProductSize);
        using var product = matrix.mm(matrix);
    }

    private static bool IsLimited() => File.Exists(Limits) && File.ReadLines(Limits).Any(line =>
        line.StartsWith(AddressSpace, StringComparison.Ordinal) && !line.Contains("unlimited", StringComparison.Ordinal));
}
