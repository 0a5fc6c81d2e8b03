using System.Reflection;
using System.Runtime.InteropServices;
using System.Text.RegularExpressions;

namespace Nmt.Model.Engine;

/// <summary>A folder with libtorch's shared libraries on Linux: from the package, an installed libtorch or pip's torch.</summary>
/// <param name="libraries">The folder of the .so files.</param>
/// <param name="version">Version of libtorch, such as <c>2.10.0+cu128</c>.</param>
internal sealed partial class LibTorchFolder(string libraries, string version)
{
    /// <summary>The environment variable that names an installed libtorch.</summary>
    public const string Variable = "LIBTORCH";

    /// <summary>The part of libtorch that computes on GPUs.</summary>
    public const string GpuLibrary = "libtorch_cuda.so";

    /// <summary>Loaded in this order if they exist, together with their dependencies.</summary>
    private static readonly string[] LibraryNames = [GpuLibrary, "libtorch.so"];

    /// <summary>The version of libtorch that TorchSharp is built for; other minor versions have different functions.</summary>
    /// <remarks>Not queried from TorchSharp, which needs libtorch to be loaded.</remarks>
    public static string PackageVersion { get; } = typeof(LibTorchFolder).Assembly
        .GetCustomAttributes<AssemblyMetadataAttribute>().Single(data => data.Key == "LibTorchVersion").Value!;

    /// <summary>Version of libtorch, such as <c>2.10.0+cu128</c>.</summary>
    public string Version => version;

    /// <summary>The libraries that come with nmt.</summary>
    public static LibTorchFolder FromPackage(string folder) => new(folder, PackageVersion);

    /// <summary>The libraries of an installed libtorch: <c>lib</c> and <c>build-version</c>, or pip's <c>lib</c> and <c>version.py</c>.</summary>
    /// <exception cref="InvalidDataException">When the folder has none, or one of another version.</exception>
    public static LibTorchFolder FromInstallation(string folder)
    {
        string libraries = Path.Combine(folder, "lib");
        if (!File.Exists(Path.Combine(libraries, "libtorch_cpu.so")))
        {
            throw new InvalidDataException(
                $"{Variable}={folder}: lib/libtorch_cpu.so does not exist; set it to the folder of an unpacked libtorch or of pip's torch");
        }

        string version = ReadVersion(folder) ?? throw new InvalidDataException(
            $"{Variable}={folder}: neither build-version nor version.py contains the version; nmt needs libtorch {MinorVersion}");
        return version.StartsWith(MinorVersion + ".", StringComparison.Ordinal)
            ? new LibTorchFolder(libraries, version)
            : throw new InvalidDataException($"{Variable}={folder}: this is libtorch {version}; nmt needs libtorch {MinorVersion}");
    }

    /// <summary>Loads the libraries.</summary>
    /// <returns>The handle of libtorch_cpu.</returns>
    /// <exception cref="DllNotFoundException">When one cannot be loaded.</exception>
    public IntPtr Load()
    {
        IntPtr cpu = NativeLibrary.Load(Path.Combine(libraries, "libtorch_cpu.so"));
        foreach (string path in LibraryNames.Select(name => Path.Combine(libraries, name)).Where(File.Exists))
        {
            NativeLibrary.Load(path);
        }

        return cpu;
    }

    private static string MinorVersion => PackageVersion[..PackageVersion.LastIndexOf('.')];

    private static string? ReadVersion(string folder)
    {
        string plain = Path.Combine(folder, "build-version");
        if (File.Exists(plain))
        {
            return File.ReadAllText(plain).Trim();
        }

        string python = Path.Combine(folder, "version.py");
        return File.Exists(python) && PythonVersion().Match(File.ReadAllText(python)) is { Success: true } match ? match.Groups[1].Value : null;
    }

    [GeneratedRegex("""^__version__\s*=\s*['"]([^'"]+)['"]""", RegexOptions.Multiline | RegexOptions.CultureInvariant)]
    private static partial Regex PythonVersion();
}
