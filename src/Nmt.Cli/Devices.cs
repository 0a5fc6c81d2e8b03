using System.CommandLine;
using System.Globalization;
using System.Text.RegularExpressions;
using Serilog;
using TorchSharp;

namespace Nmt.Cli;

/// <summary>The option <c>--device auto|cpu|cuda[:n]</c>.</summary>
internal static partial class Devices
{
    public static Option<string> MakeOption()
    {
        var option = new Option<string>("--device")
        {
            Description = "Where tensors live: auto (the first GPU, else the CPU), cpu, cuda or cuda:N.",
            HelpName = "auto|cpu|cuda[:N]",
            DefaultValueFactory = _ => "auto",
        };
        option.Validators.Add(result =>
        {
            if (result.Tokens.Count == 1 && !Known().IsMatch(result.Tokens[0].Value))
            {
                result.AddError($"--device: expected auto, cpu, cuda or cuda:N; got '{result.Tokens[0].Value}'");
            }
        });
        return option;
    }

    /// <summary>The device that a value of the option means on this machine.</summary>
    /// <exception cref="UsageException">When a GPU is asked for that is not there.</exception>
    public static torch.Device Resolve(string value, ILogger log)
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
                log.Information("No CUDA device: running on the CPU with {Threads} threads", torch.get_num_threads());
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
                ? $"--device {value}: this libtorch finds no CUDA device; use --device cpu or auto"
                : $"--device {value}: there are {count} CUDA devices, numbered from 0");
        }

        return torch.device($"cuda:{index}");
    }

    [GeneratedRegex(@"^(auto|cpu|cuda(:[0-9]{1,3})?)\z", RegexOptions.CultureInvariant)]
    private static partial Regex Known();
}
