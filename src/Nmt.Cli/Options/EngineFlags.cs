using System.CommandLine;
using Nmt.Cli.Console;
using Nmt.Model.Engine;
using TorchSharp;

namespace Nmt.Cli.Options;

/// <summary>The options of what computes a model: <c>--device</c>, <c>--engine</c> and <c>--threads</c>.</summary>
internal sealed class EngineFlags
{
    internal const string Native = "native";
    internal const string Auto = "auto";
    private const string Torch = "torch";

    /// <summary>More threads than any machine has processors for.</summary>
    private const int MaxThreads = 1024;

    private readonly Option<string> _device = Devices.CreateOption();
    private readonly WholeNumberOption _threads = new(
        ["--threads"], "Threads to compute with; by default OMP_NUM_THREADS or, if it is not set, one per processor.", smallest: 1, MaxThreads);

    private readonly Option<string> _engine = new("--engine")
    {
        Description = "What computes the model: nmt's own CPU engine (native), libtorch (torch), or native on a CPU and torch on a GPU (auto).",
        HelpName = "auto|native|torch",
        DefaultValueFactory = _ => Auto,
    };

    public EngineFlags()
    {
        _engine.AcceptOnlyFromAmong(Auto, Native, Torch);
    }

    /// <summary>All options.</summary>
    public IReadOnlyList<Option> All => [_device, _engine, _threads];

    public void AddTo(Command command)
    {
        foreach (var option in All)
        {
            command.Add(option);
        }
    }

    /// <summary>Reads the options.</summary>
    public EngineRequest Read(ParseResult parsed) =>
        new(parsed.GetRequiredValue(_engine), parsed.GetRequiredValue(_device), _threads.Read(parsed) ?? 0);
}

/// <summary>What a command line asks to compute with.</summary>
/// <param name="Engine">The value of <c>--engine</c>.</param>
/// <param name="Device">The value of <c>--device</c>.</param>
/// <param name="Threads">The value of <c>--threads</c>; 0 for the default.</param>
internal sealed record EngineRequest(string Engine, string Device, int Threads)
{
    /// <summary>Decides what computes, and loads the tensor library if it is needed.</summary>
    /// <param name="error">Standard error.</param>
    /// <exception cref="UsageException">When the options contradict each other, or the requested GPU does not exist.</exception>
    public ChosenEngine Resolve(TextWriter error)
    {
        bool asksForGpu = Device.StartsWith("cuda", StringComparison.Ordinal);
        if (Engine == EngineFlags.Native && asksForGpu)
        {
            throw new UsageException($"--engine native computes on the CPU only; --device {Device} needs --engine torch or auto");
        }

        int threads = TensorThreads.Count(Threads);
        if (Engine == EngineFlags.Native || (Engine == EngineFlags.Auto && !asksForGpu && (Device == "cpu" || !TensorLibrary.MayHaveGpu)))
        {
            TensorThreads.WarnAboutLimits(error);
            return new ChosenEngine(null, threads);
        }

        TensorThreads.Use(Threads, error);
        var resolved = Devices.Resolve(Device);
        return new ChosenEngine(Engine == EngineFlags.Auto && resolved.type == DeviceType.CPU ? null : resolved, threads);
    }
}

/// <summary>What computes a model.</summary>
/// <param name="Device">The device of the tensor library; null for nmt's own engine.</param>
/// <param name="Threads">Number of threads on the CPU.</param>
internal sealed record ChosenEngine(torch.Device? Device, int Threads);
