using System.CommandLine;
using System.CommandLine.Invocation;
using System.Reflection;
using Nmt.Cli.Console;
using TorchSharp;

namespace Nmt.Cli.Options;

/// <summary>Prints <c>nmt --version</c>: this program's version on the first line, then the versions and features of its tensor library.</summary>
internal sealed class VersionReport(StandardStreams streams) : SynchronousCommandLineAction
{
    /// <summary>Version of this program, with its commit if known.</summary>
    public static string ProgramVersion => VersionOf(typeof(VersionReport).Assembly);

    /// <inheritdoc/>
    public override int Invoke(ParseResult parseResult)
    {
        streams.Out.WriteLine(ProgramVersion);
        // The program's own version is printed even if the library cannot be loaded.
        streams.Out.Flush();
        var library = TensorThreads.Load();
        int devices = torch.cuda.is_available() ? torch.cuda.device_count() : 0;
        string[] about =
        [
            $"TorchSharp {VersionOf(typeof(torch).Assembly).Split('+')[0]}",
            $"libtorch {library.LibTorch}",
            $"BLAS: {library.Blas ?? "unknown"}",
            $"processor features of libtorch's kernels: {library.Capability ?? "unknown"}",
            $"CUDA devices: {devices}",
        ];
        foreach (string line in about)
        {
            streams.Out.WriteLine(line);
        }

        return ExitCodes.Success;
    }

    private static string VersionOf(Assembly assembly) => assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "unknown";
}
