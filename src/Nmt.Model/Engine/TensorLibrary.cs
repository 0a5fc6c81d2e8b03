using System.Runtime.InteropServices;
using TorchSharp;

namespace Nmt.Model.Engine;

/// <summary>
/// Loads the tensor library: libtorch and TorchSharp's bridge to it. On Linux they are in a folder of their own
/// (see TorchSharp.targets), where only this class finds them; elsewhere TorchSharp finds them itself.
/// </summary>
public static partial class TensorLibrary
{
    private const string Folder = "torch";

    private static readonly Lock Loading = new();
    private static TensorLibraryInfo? s_loaded;

    /// <summary>Loads the library; does nothing when it is loaded. To be called before the first tensor is created.</summary>
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
        string own = Path.Combine(AppContext.BaseDirectory, Folder);
        string? given = Environment.GetEnvironmentVariable(LibTorchFolder.Variable);
        CpuTuning.ShortenSpinning();
        if (!Directory.Exists(own))
        {
            // A bundle of TorchSharp and libtorch, or another system than Linux: the packages brought a loader of their own.
            if (!string.IsNullOrEmpty(given))
            {
                throw new InvalidDataException($"{LibTorchFolder.Variable} is set, but this nmt was built with a libtorch that cannot be replaced; unset it");
            }

            torch.InitializeDeviceType(DeviceType.CPU);
            return new TensorLibraryInfo(LibTorchFolder.PackageVersion, Blas: null, Capability: null);
        }

        var libtorch = string.IsNullOrEmpty(given) ? LibTorchFolder.OfPackage(own) : LibTorchFolder.Given(given);
        IntPtr cpu = libtorch.Load();
        RoundedAllocation.Install();
        // It asks for the libraries just loaded by their names, so that it gets these and no others.
        LateScalarRelease.Install(NativeLibrary.Load(Path.Combine(own, "libLibTorchSharp.so")));
        return new TensorLibraryInfo(libtorch.Version, CpuTuning.ChooseMklKernels(cpu), CpuTuning.ReadCapability(cpu));
    }
}

/// <summary>What was loaded.</summary>
/// <param name="LibTorch">Version of libtorch, as in <c>2.10.0</c>.</param>
/// <param name="Blas">What computes matrix products on the CPU, where that is known.</param>
/// <param name="Capability">The processor features that libtorch's own CPU kernels use, as in <c>AVX512</c>, where that is known.</param>
public sealed record TensorLibraryInfo(string LibTorch, string? Blas, string? Capability);
