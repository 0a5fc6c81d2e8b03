using System.CommandLine;
using System.CommandLine.Invocation;
using System.Reflection;
using Nmt.Cli.Console;
using TorchSharp;

namespace Nmt.Cli.Options;

/// <summary>What <c>nmt --version</c> prints: this program's version on the first line, then what it computes with.</summary>
internal sealed class VersionReport(StandardStreams streams) : SynchronousCommandLineAction
{
    /// <summary>Version of this program, with its commit where it is known.</summary>
    public static string OfProgram => Of(typeof(VersionReport).Assembly);

    /// <inheritdoc/>
    public override int Invoke(ParseResult parseResult)
    {
        streams.Out.WriteLine(OfProgram);
        // The program's own version is told where the library cannot be loaded too.
        streams.Out.Flush();
        var library = TensorThreads.Load();
        int devices = torch.cuda.is_available() ? torch.cuda.device_count() : 0;
        string[] about =
        [
            $"TorchSharp {Of(typeof(torch).Assembly).Split('+')[0]}",
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

    private static string Of(Assembly assembly) => assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "unknown";
}
