using System.CommandLine;
using Nmt.Cli.Console;
using Nmt.Model.Engine;
using TorchSharp;

namespace Nmt.Cli.Options;

/// <summary>The option <c>--engine auto|native|torch</c>: what computes the model.</summary>
internal static class Engines
{
    private const string Native = "native";
    private const string Torch = "torch";
    private const string Auto = "auto";

    public static Option<string> CreateOption()
    {
        var option = new Option<string>("--engine")
        {
            Description = "What computes the model: nmt's own CPU engine (native), libtorch (torch), or native on a CPU and torch on a GPU (auto).",
            HelpName = "auto|native|torch",
            DefaultValueFactory = _ => Auto,
        };
        option.AcceptOnlyFromAmong(Auto, Native, Torch);
        return option;
    }

    /// <summary>Resolves the options <c>--engine</c> and <c>--device</c>, and loads the tensor library if it is needed.</summary>
    /// <param name="engine">The value of <c>--engine</c>.</param>
    /// <param name="device">The value of <c>--device</c>.</param>
    /// <param name="error">Standard error.</param>
    /// <exception cref="UsageException">When they contradict each other, or the requested GPU does not exist.</exception>
    public static ChosenEngine Resolve(string engine, string device, TextWriter error)
    {
        bool asksForGpu = device.StartsWith("cuda", StringComparison.Ordinal);
        if (engine == Native && asksForGpu)
        {
            throw new UsageException($"--engine native computes on the CPU only; --device {device} needs --engine torch or auto");
        }

        bool isNative = engine == Native || (engine == Auto && !asksForGpu && (device == "cpu" || !TensorLibrary.MayHaveGpu));
        if (isNative)
        {
            TensorThreads.WarnAboutLimits(error);
            return new ChosenEngine(null);
        }

        TensorThreads.Use(0, error);
        var resolved = Devices.Resolve(device);
        return new ChosenEngine(engine == Auto && resolved.type == DeviceType.CPU ? null : resolved);
    }
}

/// <summary>What computes a model.</summary>
/// <param name="Device">The device of the tensor library; null for nmt's own engine.</param>
internal sealed record ChosenEngine(torch.Device? Device);
