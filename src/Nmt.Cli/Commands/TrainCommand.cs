using System.CommandLine;
using System.Diagnostics;
using System.Reflection;
using Nmt.Cli.Commands.Data;
using Nmt.Cli.Reporting;
using Nmt.Training;
using Nmt.Training.Experiments;
using Nmt.Training.Runs;
using TorchSharp;

namespace Nmt.Cli.Commands;

/// <summary><c>nmt train</c>.</summary>
internal static class TrainCommand
{
    public static Command Make(StandardStreams streams)
    {
        var config = new Option<string>("--config") { Description = "The experiment, a YAML file.", HelpName = "FILE", Required = true };
        var runDir = new Option<string?>("--run-dir")
        {
            Description = "Where the run is kept; by default runs/ and the config's name. A run that is there already goes on.",
            HelpName = "DIR",
        };
        RunOptions.RejectFile(runDir);
        var set = new Option<string[]>("--set")
        {
            Description = "Replaces a setting of the config, as in --set training.seed=2. May be repeated.",
            HelpName = "KEY=VALUE",
            AllowMultipleArgumentsPerToken = false,
            DefaultValueFactory = _ => [],
        };
        var device = Devices.MakeOption();
        var command = new Command("train", "Trains a model from parallel text.") { config, runDir, set, device };
        command.SetAction(parsed => Run(
            parsed.GetRequiredValue(config), parsed.GetValue(runDir), parsed.GetRequiredValue(set),
            parsed.GetRequiredValue(device), streams));
        return command;
    }

    private static int Run(string configPath, string? runDir, string[] overrides, string device, StandardStreams streams)
    {
        var config = ConfigLoader.Load(configPath, overrides);
        var folder = new RunFolder(runDir ?? Path.Combine("runs", Path.GetFileNameWithoutExtension(configPath)));
        Directory.CreateDirectory(folder.Path);
        using var interruption = new Interruption(streams.Error, "stopping after this update; press Ctrl-C again to stop at once");
        using var console = new TrainingConsole(streams.Error, folder.Log);
        var log = console.Log;
        try
        {
            return Train(config, folder, device, console, interruption.Token, streams);
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            // For the log only; Program says it to the user.
            log.ForContext(TrainingConsole.FileOnly, true).Fatal(fault, "Training failed");
            throw;
        }
    }

    private static int Train(
        ExperimentConfig config, RunFolder folder, string deviceName, TrainingConsole console, CancellationToken cancellation,
        StandardStreams streams)
    {
        var log = console.Log;
        TrainingDataCheck.ThrowIfErrors(config, log, cancellation);
        Devices.UseThreads(config.Training.Threads);
        var device = Devices.Resolve(deviceName, log);
        log.Information("nmt {Version}, libtorch {Torch}, device {Device}, seed {Seed}", Version(), torch.__version__, device, config.Training.Seed);
        log.Information("Command: nmt {Arguments}", string.Join(' ', Environment.GetCommandLineArgs().Skip(1)));
        log.Debug("Config:\n{Config}", ConfigWriter.ToYaml(config));
        TrainingOutcome outcome;
        TrainingState state;
        using (var run = Training.Runs.Run.Prepare(config, folder, device, log, cancellation))
        {
            (outcome, state) = console.Watch(progress => run.Train(log, progress, cancellation));
        }

        if (outcome == TrainingOutcome.Interrupted)
        {
            streams.Error.WriteLine($"nmt: interrupted at update {state.Update}; the same command goes on from there, in {folder.Path}");
            return ExitCodes.Interrupted;
        }

        log.Information(
            "Trained {Update} updates, {Epoch} epochs, {Tokens} target tokens in {Seconds:F0} s; best validation at update {Best}; peak memory {Memory:F0} MB",
            state.Update, state.Epoch, state.Tokens, state.Seconds, state.BestUpdate, PeakMegabytes());
        if (config.Data.Test is { } test)
        {
            TestReport.Write(folder, test, device, log, streams.Out);
        }

        return ExitCodes.Success;
    }

    private static double PeakMegabytes()
    {
        using var process = Process.GetCurrentProcess();
        return process.PeakWorkingSet64 / 1e6;
    }

    private static string Version() =>
        typeof(TrainCommand).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "unknown";
}
