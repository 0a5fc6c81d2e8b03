using System.CommandLine;
using Nmt.Cli.Console;
using Nmt.Cli.Options;
using Nmt.Cli.Output;
using Nmt.Model.Checkpoints;
using Nmt.Runs;
using Nmt.Runs.Checkpoints;

namespace Nmt.Cli.Verbs;

/// <summary><c>nmt average</c>.</summary>
internal static class AverageCommand
{
    public static Command Create(StandardStreams streams)
    {
        var names = new Argument<string[]>("CHECKPOINT")
        {
            Description = "Checkpoints by name, such as update-00000100, or by path; instead of --last or --best.",
            Arity = ArgumentArity.ZeroOrMore,
        };
        var model = RunOptions.CreateModel();
        var last = RunOptions.CreatePositive("--last", "Average the newest N checkpoints of the run.");
        var best = RunOptions.CreatePositive("--best", "Average the N checkpoints with the best validation scores.");
        var output = new Option<string>("--output", "-o")
        {
            Description = "Run folder to write; must be empty or not exist yet.", HelpName = "RUN2", Required = true,
        };
        RunOptions.RejectFile(output);
        var command = new Command("average", "Averages the weights of several checkpoints into a run folder ready for translation.")
        {
            names, model, last, best, output,
        };
        command.SetAction(parsed =>
        {
            string[] named = parsed.GetValue(names) ?? [];
            var (newest, ranked) = (last.Read(parsed), best.Read(parsed));
            if ((newest is null ? 0 : 1) + (ranked is null ? 0 : 1) + (named.Length == 0 ? 0 : 1) != 1)
            {
                throw new UsageException("select checkpoints in exactly one way: --last N, --best N, or by name");
            }

            var target = new RunFolder(parsed.GetRequiredValue(output));
            if (!target.IsEmpty)
            {
                throw new UsageException($"--output: the folder is not empty: {target.Path}");
            }

            var run = new RunFolder(parsed.GetRequiredValue(model));
            if (RealPath.Of(target.Path).StartsWith(RealPath.Of(run.Checkpoints) + Path.DirectorySeparatorChar, StringComparison.Ordinal))
            {
                throw new UsageException($"--output: {target.Path} is among the checkpoints of the run; choose a folder outside {run.Checkpoints}");
            }

            OutputFiles.ThrowIfUnwritable(new OutputFile(output.Name, target.Path));
            var choice = new CheckpointChoice(run);
            var checkpoints = newest is { } count ? choice.Last(count) : ranked is { } top ? choice.Best(top) : choice.Named(named);
            TensorThreads.Use(0, streams.Error);
            using var signal = new ShutdownSignal(streams.Error, TimeProvider.System);
            try
            {
                AveragedRun.Write(run, checkpoints, target, signal.Token);
            }
            catch (OperationCanceledException)
            {
                streams.Error.WriteLine($"nmt: interrupted; {target.Path} is unchanged");
                return signal.ExitCode;
            }

            LogResult(checkpoints, target, streams);
            return ExitCodes.Success;
        });
        return command;
    }

    private static void LogResult(IReadOnlyList<CheckpointFolder> checkpoints, RunFolder target, StandardStreams streams)
    {
        using var log = MessageLog.Create(streams.Error);
        foreach (var checkpoint in checkpoints)
        {
            log.Information("Averaged {Checkpoint:l}", checkpoint.Name);
        }

        log.Information("Written to {Folder:l}", target.Path);
    }
}
