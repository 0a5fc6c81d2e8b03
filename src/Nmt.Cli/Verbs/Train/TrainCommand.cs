using System.CommandLine;
using System.Diagnostics;
using System.Runtime.InteropServices;
using Nmt.Cli.Console;
using Nmt.Cli.Options;
using Nmt.Cli.Verbs.Data;
using Nmt.Data.Batching;
using Nmt.Model.Checkpoints;
using Nmt.Runs;
using Nmt.Runs.Checkpoints;
using Nmt.Runs.Config;
using Nmt.Text.Corpora;
using Nmt.Training;
using Nmt.Training.Validation;
using Serilog;
using TorchSharp;

namespace Nmt.Cli.Verbs.Train;

/// <summary><c>nmt train</c>.</summary>
internal static class TrainCommand
{
    public static Command Create(StandardStreams streams)
    {
        var config = new Option<string>("--config") { Description = "Experiment config (YAML).", HelpName = "FILE", Required = true };
        var runDir = new Option<string?>("--run-dir")
        {
            Description = "Run folder; by default runs/NAME, after the config file. An existing run is resumed.",
            HelpName = "DIR",
        };
        RunOptions.RejectFile(runDir);
        var set = new Option<string[]>("--set")
        {
            Description = "Override a setting of the config, as in --set training.seed=2. Repeatable.",
            HelpName = "KEY=VALUE",
            AllowMultipleArgumentsPerToken = false,
            DefaultValueFactory = _ => [],
        };
        var fresh = new Option<bool>("--fresh") { Description = "Start a new run, in a folder that is empty or does not exist yet." };
        var device = Devices.CreateOption();
        var quiet = new Option<bool>("--quiet", "-q") { Description = "Show only warnings and errors; train.log has the rest." };
        var dryRun = new DryRunOptions();
        var command = new Command("train", "Trains a model from parallel text.") { config, runDir, set, fresh, device, quiet };
        dryRun.AddTo(command);
        command.SetAction(parsed =>
        {
            string configPath = parsed.GetRequiredValue(config);
            var folder = FolderOf(configPath, parsed.GetValue(runDir), parsed.GetValue(fresh));
            var experiment = ConfigLoader.Load(configPath, parsed.GetRequiredValue(set));
            if (!CheckpointStore.HasAny(folder.Checkpoints))
            {
                NewRunFolder.ThrowIfOverwriting(folder, experiment, configPath);
                // Reports settings that do not fit the subword model before anything is read or written.
                GivenSubwordModel.Load(experiment);
            }

            return dryRun.Format(parsed) is { } format
                ? DryRun.Run(new DryRunRequest(experiment, configPath, folder, parsed.GetRequiredValue(device), format), parsed.GetValue(quiet), streams)
                : Run(experiment, folder, parsed.GetRequiredValue(device), parsed.GetValue(quiet), streams);
        });
        return command;
    }

    private static RunFolder FolderOf(string configPath, string? runDir, bool isFresh)
    {
        var folder = new RunFolder(runDir ?? Path.Combine("runs", Path.GetFileNameWithoutExtension(configPath)));
        return !isFresh || folder.IsEmpty ? folder
            : throw new UsageException($"--fresh: the folder is not empty: {folder.Path}; choose another --run-dir, or omit --fresh to resume");
    }

    private static int Run(ExperimentConfig config, RunFolder folder, string device, bool isQuiet, StandardStreams streams)
    {
        using var interruption = new ShutdownSignal(streams.Error, TimeProvider.System);
        using var kept = RunLock.Take(folder);
        using var console = new TrainingConsole(streams.Error, folder.Log, isQuiet);
        var log = console.Log;
        try
        {
            return Train(config, folder, device, console, interruption, streams);
        }
        catch (OperationCanceledException)
        {
            return Interrupted(folder, lastUpdate: 0, interruption, log, streams);
        }
        catch (Exception fault)
        {
            // For the log only; Program reports it to the user.
            log.ForContext(TrainingConsole.FileOnly, true).Fatal(fault, "Training failed");
            throw;
        }
    }

    private static int Train(
        ExperimentConfig config, RunFolder folder, string deviceName, TrainingConsole console, ShutdownSignal interruption,
        StandardStreams streams)
    {
        var log = console.Log;
        TrainingDataCheck.ThrowIfErrors(config, log, interruption.Token);
        TensorThreads.Use(config.Training.Threads, streams.Error);
        var device = Devices.Resolve(deviceName, log);
        var start = Start(config.Training.Seed, device);
        log.Information("nmt {Version}, libtorch {Torch}, device {Device}, seed {Seed}", start.Nmt, start.Libtorch, device, start.Seed);
        log.Information("Command: nmt {Arguments}", string.Join(' ', start.Command));
        log.Debug("Config:\n{Config}", ConfigWriter.ToYaml(config));
        TrainingOutcome outcome;
        TrainingState state;
        using (var checksums = CorpusChecksums.Start(config.Data))
        using (var run = TrainingSession.Open(config, folder, device, log, interruption.Token))
        {
            var data = checksums.Finish(interruption.Token);
            start = start with { Started = TimeProvider.System.GetUtcNow(), FirstUpdate = run.FirstUpdate, Signatures = run.Signatures };
            var manifest = RunManifest.Begin(folder, start, run.Parameters, data, log);
            var report = new RunReport(folder, config.Training.Metric, manifest);
            try
            {
                (outcome, state) = console.Watch(progress => run.Train(log, progress, report, interruption.Token));
            }
            catch
            {
                manifest.Fail(folder, TimeProvider.System.GetUtcNow());
                throw;
            }

            manifest.End(folder, TimeProvider.System.GetUtcNow(), outcome, state);
        }

        if (outcome == TrainingOutcome.Interrupted)
        {
            return Interrupted(folder, state.Update, interruption, log, streams);
        }

        log.Information(
            "Trained {Update} updates, {Epoch} epochs, {Tokens} target tokens in {Seconds:F0} s; best validation at update {Best}; peak memory {Memory:F0} MB",
            state.Update, state.Position.Epoch, state.Tokens, state.Seconds, state.BestUpdate, PeakMegabytes());
        return config.Data.Test is { } test ? Test(folder, test, device, log, interruption, streams) : ExitCodes.Success;
    }

    /// <summary>Reports how far training got and which command continues it; also in the log file, as a closed terminal shows nothing.</summary>
    /// <param name="folder">The run's folder.</param>
    /// <param name="lastUpdate">The last update that is saved; 0 if this start did not get to any.</param>
    /// <param name="interruption">The signal.</param>
    /// <param name="log">The log.</param>
    /// <param name="streams">Standard error.</param>
    private static int Interrupted(RunFolder folder, long lastUpdate, ShutdownSignal interruption, ILogger log, StandardStreams streams)
    {
        string advice = lastUpdate > 0 ? $"at update {lastUpdate}; resume with"
            : CheckpointStore.HasAny(folder.Checkpoints) ? "before training resumed; resume with"
            : "before the first update; start again with";
        string command = ShellCommand.OfThisProcess("--fresh");
        log.ForContext(TrainingConsole.FileOnly, true).Information("Interrupted {Advice:l}: {Command:l}", advice, command);
        streams.Error.WriteLine($"nmt: interrupted {advice}: {command}");
        return interruption.ExitCode;
    }

    private static int Test(
        RunFolder folder, OneOrMore<CorpusConfig> test, torch.Device device, ILogger log, ShutdownSignal interruption, StandardStreams streams)
    {
        try
        {
            TestReport.Write(folder, test, device, log, streams.Out, interruption.Token);
            return ExitCodes.Success;
        }
        catch (OperationCanceledException)
        {
            streams.Error.WriteLine(
                $"nmt: interrupted while translating the test set; training is complete; to translate the test set again: {ShellCommand.OfThisProcess("--fresh")}");
            return interruption.ExitCode;
        }
    }

    private static RunManifest.Start Start(int seed, torch.Device device) => new()
    {
        Command = [.. Environment.GetCommandLineArgs().Skip(1)],
        Folder = Environment.CurrentDirectory,
        Nmt = VersionReport.ProgramVersion,
        Dotnet = Environment.Version.ToString(),
        Libtorch = TensorThreads.Load().LibTorch,
        Host = Environment.MachineName,
        OperatingSystem = RuntimeInformation.OSDescription,
        Architecture = RuntimeInformation.ProcessArchitecture.ToString().ToLowerInvariant(),
        Processors = Environment.ProcessorCount,
        Threads = torch.get_num_threads(),
        Device = device.ToString(),
        Seed = seed,
    };

    /// <summary>The largest resident set of this process so far, in megabytes.</summary>
    internal static double PeakMegabytes()
    {
        using var process = Process.GetCurrentProcess();
        return process.PeakWorkingSet64 / 1e6;
    }
}

/// <summary>The final result of training: BLEU of the best checkpoint on the test set, with the config's beam.</summary>
internal static class TestReport
{
    /// <exception cref="OperationCanceledException">When the run is interrupted before the score is known.</exception>
    public static void Write(
        RunFolder folder, OneOrMore<CorpusConfig> test, torch.Device device, ILogger log, TextWriter output, CancellationToken cancellation)
    {
        var text = ParallelText.Read(test);
        TrainingDataSummary.WarnAboutEmpty(text.EmptyFiles, log);
        using var trained = TrainedModel.Load(folder.Path, [], device);
        var search = trained.Config.Search;
        var evaluated = TestEvaluation.Run(text, trained.Model, trained.Tokenizers, trained.Config, TranslatorResources.For(search), cancellation);
        foreach (string warning in evaluated.Warnings)
        {
            log.Warning("{Message:l}", warning);
        }

        log.Information(
            "Test set {File}, checkpoint of update {Update}, beam {Beam}:", test[0].Source.ToString(), trained.State.Update,
            search.BeamSize);
        output.WriteLine(evaluated.Bleu.ToText());
        output.Flush();
    }
}

/// <summary>Command lines in a form that can be pasted into a shell.</summary>
internal static class ShellCommand
{
    private const string Plain = "_-./=:,+@%^";

    /// <summary>The command of this process, without options that apply to the first start only.</summary>
    public static string OfThisProcess(params string[] omitted) =>
        Text(Environment.GetCommandLineArgs().Skip(1).Where(argument => !omitted.Contains(argument)));

    /// <summary><c>nmt</c> with arguments, quoted where a shell would interpret them.</summary>
    public static string Text(IEnumerable<string> arguments) => string.Join(' ', arguments.Prepend("nmt").Select(Quoted));

    private static string Quoted(string argument) =>
        argument.Length > 0 && argument.All(character => char.IsAsciiLetterOrDigit(character) || Plain.Contains(character, StringComparison.Ordinal))
            ? argument
            : $"'{argument.Replace("'", "'\\''", StringComparison.Ordinal)}'";
}
