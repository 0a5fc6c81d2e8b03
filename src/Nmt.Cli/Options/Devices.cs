using System.CommandLine;
using System.Globalization;
using System.Security.Cryptography;
using System.Text.RegularExpressions;
using Nmt.Cli.Console;
using Nmt.Model.Engine;
using Serilog;
using TorchSharp;

namespace Nmt.Cli.Options;

/// <summary>The option <c>--device auto|cpu|cuda[:n]</c>.</summary>
internal static partial class Devices
{
    public static Option<string> CreateOption()
    {
        var option = new Option<string>("--device")
        {
            Description = "Device to compute on: auto (the first GPU, else the CPU), cpu, cuda or cuda:N.",
            HelpName = "auto|cpu|cuda[:N]",
            DefaultValueFactory = _ => "auto",
        };
        option.CompletionSources.Add("auto", "cpu", "cuda");
        option.Validators.Add(result =>
        {
            if (result.Tokens.Count == 1 && !Pattern().IsMatch(result.Tokens[0].Value))
            {
                result.AddError($"--device: expected auto, cpu, cuda or cuda:N; got '{result.Tokens[0].Value}'");
            }
        });
        return option;
    }

    /// <summary>Resolves a value of the option to a device of this machine.</summary>
    /// <param name="value">The value.</param>
    /// <param name="log">Receives a line if <c>auto</c> finds no GPU: for training, which takes many times as long without one.</param>
    /// <exception cref="UsageException">When the requested GPU does not exist.</exception>
    public static torch.Device Resolve(string value, ILogger? log = null)
    {
        if (value == "cpu")
        {
            return torch.CPU;
        }

        bool hasCuda = torch.cuda.is_available();
        if (value == "auto")
        {
            if (!hasCuda)
            {
                log?.Information("No CUDA device: running on the CPU with {Threads} threads", torch.get_num_threads());
                return torch.CPU;
            }

            return torch.device("cuda:0");
        }

        int index = value.Contains(':', StringComparison.Ordinal)
            ? int.Parse(value.AsSpan(value.IndexOf(':', StringComparison.Ordinal) + 1), NumberStyles.None, CultureInfo.InvariantCulture)
            : 0;
        int count = hasCuda ? torch.cuda.device_count() : 0;
        if (index >= count)
        {
            throw new UsageException(count == 0
                ? $"--device {value}: libtorch finds no CUDA device; use --device cpu or auto"
                : $"--device {value}: there are {count} CUDA devices, numbered from 0");
        }

        return torch.device($"cuda:{index}");
    }

    [GeneratedRegex(@"^(auto|cpu|cuda(:[0-9]{1,3})?)\z", RegexOptions.CultureInvariant)]
    private static partial Regex Pattern();
}

/// <summary>Loads the tensor library and sets its number of threads.</summary>
internal static class TensorThreads
{
    private const string OpenMP = "OMP_NUM_THREADS";

    /// <summary>
    /// Loads the tensor library and sets the number of threads; 0 uses OMP_NUM_THREADS, if set, or all processors. Warns when memory or
    /// open files may be too few.
    /// </summary>
    /// <param name="threads">The number of threads.</param>
    /// <param name="error">Standard error.</param>
    /// <exception cref="UsageException">When LIBTORCH names a folder without a libtorch of the right version.</exception>
    public static void Use(int threads, TextWriter error)
    {
        WarnAboutLimits(error);
        FaultReport.Load();
        // The first checksum loads OpenSSL, and .NET ends the process if that fails: before the tensor library there is memory for it.
        SHA256.HashData([]);
        Load();
        torch.set_num_threads(Count(threads));
    }

    /// <summary>Warns when memory or open files may be too few.</summary>
    public static void WarnAboutLimits(TextWriter error)
    {
        foreach (string warning in ResourceFault.Warnings())
        {
            error.WriteLine($"nmt: Warning: {warning}");
        }
    }

    /// <summary>The number of threads to compute with: the requested number, OMP_NUM_THREADS, or that of all processors.</summary>
    /// <param name="threads">The requested number; 0 for the default.</param>
    public static int Count(int threads) => Count(threads, Environment.GetEnvironmentVariable(OpenMP), Environment.ProcessorCount);

    /// <summary>Loads the tensor library.</summary>
    /// <exception cref="UsageException">When LIBTORCH names a folder without a libtorch of the right version.</exception>
    public static TensorLibraryInfo Load()
    {
        try
        {
            return TensorLibrary.Load();
        }
        catch (InvalidDataException fault)
        {
            throw new UsageException(fault.Message);
        }
    }

    /// <summary>The requested threads, else OpenMP's, else one per processor (libtorch's own default is one per core).</summary>
    /// <param name="threads">The requested number; 0 for the default.</param>
    /// <param name="openMP">The environment variable: one number per level of nested parallel regions; the first applies here.</param>
    /// <param name="processors">Processors that the process may use.</param>
    public static int Count(int threads, string? openMP, int processors)
    {
        if (threads > 0)
        {
            return threads;
        }

        string outermost = (openMP ?? "").Split(',')[0];
        return int.TryParse(outermost, NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture, out int count) && count > 0
            ? count
            : processors;
    }
}
