using System.Runtime.InteropServices;

namespace Nmt.Model.Engine;

/// <summary>
/// Shortens how long the threads of libtorch's OpenMP pool (GNU's) spin before they sleep, unless the environment says otherwise.
/// By default they spin without end, and where another process wants the same processors a training becomes several times slower;
/// threads that sleep at once cost much of the speed where none does.
/// </summary>
internal static partial class OpenMPSpinning
{
    private const string Count = "GOMP_SPINCOUNT";

    /// <summary>See docs/benchmarks.md for what it costs and brings.</summary>
    private const string Spins = "20000";

    /// <summary>To be called before libtorch is loaded: OpenMP reads the environment once.</summary>
    public static void Shorten()
    {
        if (OperatingSystem.IsLinux() && Environment.GetEnvironmentVariable("OMP_WAIT_POLICY") is null)
        {
            // Environment.SetEnvironmentVariable does not reach the process's own environment, which is what OpenMP reads.
            _ = SetVariable(Count, Spins, overwrite: 0);
        }
    }

    [LibraryImport("libc", EntryPoint = "setenv", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int SetVariable(string name, string value, int overwrite);
}
