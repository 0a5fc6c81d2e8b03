using System.Runtime.InteropServices;
using TorchSharp;

namespace Nmt.Model.Engine;

/// <summary>
/// Loads the tensor library: libtorch and TorchSharp's bridge to it. On Linux they are in a separate folder
/// (see TorchSharp.targets), where only this class finds them; elsewhere TorchSharp finds them itself.
/// </summary>
public static partial class TensorLibrary
{
    private const string Folder = "torch";

    private static readonly Lock Loading = new();
    private static TensorLibraryInfo? s_loaded;

    /// <summary>
    /// Whether the library could find a GPU: false if its part for GPUs is not there, which costs no loading of half a gigabyte to find out.
    /// </summary>
    public static bool MayHaveGpu
    {
        get
        {
            string packaged = Path.Combine(AppContext.BaseDirectory, Folder);
            string? installed = Environment.GetEnvironmentVariable(LibTorchFolder.Variable);
            return string.IsNullOrEmpty(installed)
                ? Directory.Exists(packaged) ? File.Exists(Path.Combine(packaged, LibTorchFolder.GpuLibrary)) : !OperatingSystem.IsMacOS()
                : File.Exists(Path.Combine(installed, "lib", LibTorchFolder.GpuLibrary));
        }
    }

    /// <summary>Loads the library unless it is already loaded. Must be called before the first tensor is created.</summary>
    /// <exception cref="DllNotFoundException">When a library is missing or does not fit the system.</exception>
    /// <exception cref="InvalidDataException">When LIBTORCH names a folder without a libtorch of the right version.</exception>
    public static TensorLibraryInfo Load()
    {
        lock (Loading)
        {
            return s_loaded ??= LoadOnce();
        }
    }

    private static TensorLibraryInfo LoadOnce()
    {
        string packaged = Path.Combine(AppContext.BaseDirectory, Folder);
        string? installed = Environment.GetEnvironmentVariable(LibTorchFolder.Variable);
        CpuTuning.ShortenSpinning();
        if (!Directory.Exists(packaged))
        {
            // A bundle of TorchSharp and libtorch, or a system other than Linux: the packages have their own loader.
            if (!string.IsNullOrEmpty(installed))
            {
                throw new InvalidDataException($"{LibTorchFolder.Variable} is set, but this build of nmt cannot use another libtorch; unset it");
            }

            torch.InitializeDeviceType(DeviceType.CPU);
            return new TensorLibraryInfo(LibTorchFolder.PackageVersion, Blas: null, Capability: null);
        }

        var libtorch = string.IsNullOrEmpty(installed) ? LibTorchFolder.FromPackage(packaged) : LibTorchFolder.FromInstallation(installed);
        IntPtr cpu = libtorch.Load();
        RoundedAllocation.Install();
        // It refers to libtorch by file names, which the loader resolves to the libraries just loaded.
        LateScalarRelease.Install(NativeLibrary.Load(Path.Combine(packaged, "libLibTorchSharp.so")));
        return new TensorLibraryInfo(libtorch.Version, CpuTuning.ChooseMklKernels(cpu), CpuTuning.ReadCapability(cpu));
    }
}

/// <summary>The loaded tensor library.</summary>
/// <param name="LibTorch">Version of libtorch, such as <c>2.10.0</c>.</param>
/// <param name="Blas">The library for matrix products on the CPU; null if unknown.</param>
/// <param name="Capability">The processor features that libtorch's own CPU kernels use, such as <c>AVX512</c>; null if unknown.</param>
public sealed record TensorLibraryInfo(string LibTorch, string? Blas, string? Capability);
