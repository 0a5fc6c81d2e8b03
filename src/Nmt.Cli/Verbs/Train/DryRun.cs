using System.CommandLine;
using System.Diagnostics;
using Nmt.Cli.Console;
using Nmt.Cli.Options;
using Nmt.Cli.Verbs.Data;
using Nmt.Runs;
using Nmt.Runs.Checkpoints;
using Nmt.Runs.Config;
using Nmt.Training;
using Nmt.Training.DryRuns;

namespace Nmt.Cli.Verbs.Train;

/// <summary>The options of <c>nmt train</c> for a dry run.</summary>
internal sealed class DryRunOptions
{
    private readonly Option<bool> _dryRun = new("--dry-run")
    {
        Description = "Only show what training would do and how long it would take, after some updates on the real batches; write nothing.",
    };

    private readonly Option<string?> _format = new("--format", "-f") { Description = "Output format of --dry-run; by default text." };

    public void AddTo(Command command)
    {
        ChoiceFlag.Restrict(_format, "text", "json");
        command.Add(_dryRun);
        command.Add(_format);
    }

    /// <summary>The output format; null if training is to start.</summary>
    /// <exception cref="UsageException">When there is a format but no dry run.</exception>
    public string? Format(ParseResult parsed) => parsed.GetValue(_dryRun) ? parsed.GetValue(_format) ?? "text"
        : parsed.GetValue(_format) is null ? null
        : throw new UsageException("--format: applies only to the output of --dry-run");
}

/// <summary>What to rehearse.</summary>
/// <param name="Config">The experiment.</param>
/// <param name="ConfigPath">Its file.</param>
/// <param name="Folder">The run folder that training would use.</param>
/// <param name="Device">The device, as on the command line.</param>
/// <param name="Format">The output format: text or json.</param>
internal sealed record DryRunRequest(ExperimentConfig Config, string ConfigPath, RunFolder Folder, string Device, string Format)
{
    /// <summary>Whether training would resume.</summary>
    public bool Resumes { get; } = CheckpointStore.HasAny(Folder.Checkpoints);
}

/// <summary><c>nmt train --dry-run</c>: everything that training does up to its first updates, in a temporary folder.</summary>
internal static class DryRun
{
    public static int Run(DryRunRequest request, bool isQuiet, StandardStreams streams)
    {
        StandardStreams.RequireOutput();
        using var interruption = new ShutdownSignal(streams.Error, TimeProvider.System);
        using var scratch = ScratchRun.Of(request.Folder);
        using var console = new TrainingConsole(streams.Error, scratch.Folder.Log, isQuiet);
        try
        {
            var report = Rehearse(request, scratch.Folder, console, streams, interruption.Token);
            if (request.Format == "json")
            {
                DryRunJson.Write(report, streams.Out);
            }
            else
            {
                new DryRunText(report, streams.Out).Write();
            }

            return ExitCodes.Success;
        }
        catch (OperationCanceledException)
        {
            streams.Error.WriteLine("nmt: the dry run was interrupted; it has changed nothing");
            return interruption.ExitCode;
        }
        catch (CheckpointException fault)
        {
            // The files are links into the run.
            throw new CheckpointException(fault.Message.Replace(scratch.Folder.Path, request.Folder.Path, StringComparison.Ordinal), fault);
        }
    }

    private static DryRunReport Rehearse(DryRunRequest request, RunFolder scratch, TrainingConsole console, StandardStreams streams, CancellationToken cancellation)
    {
        var config = request.Config;
        var watch = Stopwatch.StartNew();
        if (request.Resumes)
        {
            // Errors name the run's own config, not the copy.
            ResumeCheck.ThrowIfChanged(request.Folder.Config, config);
        }

        TrainingDataCheck.ThrowIfErrors(config, console.Log, cancellation);
        TensorThreads.Use(config.Training.Threads, streams.Error);
        var device = Devices.Resolve(request.Device, console.Log);
        using var session = TrainingSession.Open(config, scratch, device, console.Log, cancellation);
        double preparation = watch.Elapsed.TotalSeconds;
        console.Log.Information("Dry run: measuring the first updates, a checkpoint and a validation");
        var forecast = new Rehearsal(config, TimeProvider.System).Run(session, console.Log, cancellation);
        return new DryRunReport(request, forecast)
        {
            Device = device.ToString(), PreparationSeconds = preparation, PeakMegabytes = TrainCommand.PeakMegabytes(),
        };
    }
}

/// <summary>The result of a dry run.</summary>
/// <param name="Request">What was rehearsed.</param>
/// <param name="Forecast">What training would do.</param>
internal sealed record DryRunReport(DryRunRequest Request, TrainingForecast Forecast)
{
    /// <summary>The device.</summary>
    public required string Device { get; init; }

    /// <summary>Seconds for checking the data, training the subword model and creating the model.</summary>
    public required double PreparationSeconds { get; init; }

    /// <summary>Peak memory of the process, without that of a GPU.</summary>
    public required double PeakMegabytes { get; init; }

    /// <summary>Most bytes of checkpoints that are on disk at a time; null if none was written.</summary>
    public long? CheckpointBytes => Forecast.Saving is { } saving
        ? saving.Bytes * (Request.Config.Training.KeepBest + Request.Config.Training.KeepLast)
        : null;

    /// <summary>Seconds of the whole start; null without a limit.</summary>
    public double? TotalSeconds => Forecast.Time is { } time ? PreparationSeconds + time.TotalSeconds : null;
}
