using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace TorchSharp;

/// <summary>
/// Lets the threads of libtorch's OpenMP pool sleep while they wait, unless <c>OMP_WAIT_POLICY</c> says otherwise. By default they
/// spin, and where another process wants the same processors a training becomes many times slower.
/// </summary>
internal static partial class OpenMpPolicy
{
    // OpenMP reads the environment once, when it is loaded: that is before the first native call of this assembly returns.
    // Environment.SetEnvironmentVariable does not reach the process's own environment, which is what OpenMP reads.
    [ModuleInitializer]
    [SuppressMessage("Usage", "CA2255", Justification = "Nothing later is early enough: any native call loads OpenMP.")]
    internal static void Apply()
    {
        if (OperatingSystem.IsLinux())
        {
            _ = SetVariable("OMP_WAIT_POLICY", "PASSIVE", overwrite: 0);
        }
    }

    [LibraryImport("libc", EntryPoint = "setenv", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int SetVariable(string name, string value, int overwrite);
}
