using System.Globalization;
using System.Text.Json;
using Nmt.Cli.Console;
using Nmt.Runs;
using Nmt.Runs.Config;
using Nmt.Text.Subwords;
using Nmt.Text.SubwordTraining;
using Nmt.Training.DryRuns;

namespace Nmt.Cli.Verbs.Train;

/// <summary>The result of a dry run as human-readable text: a title on the left, what it is about on the right.</summary>
/// <param name="report">The result.</param>
/// <param name="output">Standard output.</param>
internal sealed class DryRunText(DryRunReport report, TextWriter output)
{
    private const int TitleWidth = 13;

    private TrainingForecast Forecast => report.Forecast;

    private ExperimentConfig Config => report.Request.Config;

    public void Write()
    {
        Row("run", Run());
        Rows("data", Data());
        Rows("subwords", Subwords());
        Rows("model", Model());
        Rows("training", Training());
        Row("schedule", Schedule());
        Row("validation", Validation());
        Rows("measured", Measured());
        Row("memory", Invariant($"peak {report.PeakMegabytes:F0} MB{(report.Device == "cpu" ? "" : ", without the GPU's")}"));
        Row("disk", report.CheckpointBytes is { } bytes
            ? Invariant($"up to {Size(bytes)}: {Config.Training.KeepBest + Config.Training.KeepLast} checkpoints of {Size(Forecast.Saving!.Bytes)} (training.keep_best, keep_last)")
            : "no further checkpoint");
        Rows("time", Time());
    }

    private string Run() => !report.Request.Resumes ? $"new, in {report.Request.Folder.Path}"
        : Invariant($"resumes in {report.Request.Folder.Path} at update {Forecast.FirstUpdate} (epoch {Forecast.FirstEpoch:F2})");

    private IEnumerable<string> Data()
    {
        var data = Forecast.Data;
        if (data.Counts is not { } counts)
        {
            yield return Invariant($"{data.Lines - data.Filtered:N0} training pairs of {data.Lines:N0} lines");
        }
        else
        {
            string part = data.IsWholeEpoch ? "" : "in the first shard: ";
            yield return Invariant(
                $"{part}{counts.Pairs:N0} training pairs, {counts.SourceTokens:N0} source and {counts.TargetTokens:N0} target subwords");
            yield return Invariant(
                $"of {data.Lines:N0} lines; skipped: {data.Filtered:N0} by data.filters, {counts.Empty.Count:N0} with an empty side, {counts.TooLong.Count:N0} longer than {Config.Data.MaxLength} subwords");
        }

        yield return Invariant($"{data.ValidationPairs:N0} validation pairs{(Config.Data.Test is null ? "; no test set" : "; a test set is translated at the end")}");
    }

    private IEnumerable<string> Subwords() => Config.Subwords.PerSide().Zip(Forecast.Pieces, DescribeSubwords).All;

    private string DescribeSubwords(SubwordModelConfig side, int pieces)
    {
        string prefix = side.Side is null ? "" : $"{side.Side}: ";
        long lines = (side.Side is null ? 2 : 1) * (Forecast.Data.Lines - Forecast.Data.Filtered);
        return prefix + (side.Settings.Model is { } model ? Invariant($"{pieces:N0} pieces of {model}")
            : report.Request.Resumes ? Invariant($"{pieces:N0} pieces, the run's own")
            : Invariant($"{side.Settings.Type.DisplayName()}, {pieces:N0} pieces, trained on the {lines:N0} lines of {side.Text}"));
    }

    private IEnumerable<string> Model()
    {
        long all = Forecast.Parameters.Sum(part => part.Parameters);
        yield return Invariant($"{all:N0} parameters, {Forecast.TrainedParameters:N0} of them trained, on {report.Device}");
        yield return string.Join(", ", Forecast.Parameters.Select(part => Invariant($"{DryRunJson.Snake(part.Part.ToString())} {part.Parameters:N0}")));
    }

    private IEnumerable<string> Training()
    {
        var plan = Forecast.Plan;
        if (Forecast.Outcome == TrainingOutcome.StoppedEarly)
        {
            yield return "nothing left to do: the run has stopped early (training.patience)";
            yield break;
        }

        if (plan.LastUpdate == Forecast.FirstUpdate)
        {
            yield return "nothing left to do: the run has reached its limit (training.max_updates, max_epochs, max_minutes)";
            yield break;
        }

        long left = Forecast.Time?.LastUpdate - Forecast.FirstUpdate ?? 0;
        string limit = Forecast.Time is { IsEndedByTime: true } ? "training.max_minutes" : plan.Limit ?? "";
        yield return Forecast.Time is { } time
            ? Invariant($"{left:N0} updates to update {time.LastUpdate:N0}, epoch {time.Epochs:F2} ({limit})")
            : "no limit: until training.patience runs out, or Ctrl-C";
        string batches = Config.Training.Accumulate == 1 ? "a batch" : Invariant($"{Config.Training.Accumulate} batches");
        yield return Invariant($"{plan.UpdatesPerEpoch:N0} updates per epoch, each with {batches} of at most {Config.Training.BatchTokens:N0} subwords");
    }

    private string Schedule()
    {
        var schedule = Config.Training.Schedule;
        string length = schedule.Updates > 0 ? Invariant($" over {schedule.Updates:N0} updates") : "";
        string warmUp = schedule.WarmupUpdates > 0 ? Invariant($", warm-up {schedule.WarmupUpdates:N0} updates") : ", no warm-up";
        return Invariant($"{DryRunJson.Snake(schedule.Type.ToString())}{length} from {Config.Training.Optimizer.LearningRate:R}{warmUp}");
    }

    private string Validation()
    {
        string patience = Config.Training.Patience > 0 ? $"; {Config.Training.Patience} without a better one end training early" : "";
        return Forecast.Time is { } time
            ? Invariant($"{time.Validations:N0}; the best by {Config.Training.Metric.DisplayName()} is kept{patience}")
            : $"the best by {Config.Training.Metric.DisplayName()} is kept{patience}";
    }

    private IEnumerable<string> Measured()
    {
        if (Forecast.Speed is not { } speed)
        {
            yield return "nothing: there are too few updates";
            yield break;
        }

        yield return Invariant($"{speed.Updates} updates: {speed.TokensPerSecond:N0} target subwords/s, {speed.SecondsPerUpdate:F3} s per update");
        if (Forecast.ValidationSeconds is { } validation && Forecast.Saving is { } saving)
        {
            yield return Invariant($"a validation: {validation:F1} s; a checkpoint: {saving.Seconds:F1} s, {Size(saving.Bytes)}");
        }
    }

    private IEnumerable<string> Time()
    {
        if (Forecast.Time is not { } time)
        {
            yield return Forecast.Speed is { } speed && !double.IsNaN(Forecast.Plan.UpdatesPerEpoch)
                ? $"{Clock(speed.SecondsPerUpdate * Forecast.Plan.UpdatesPerEpoch)} per epoch"
                : Clock(report.PreparationSeconds);
            yield break;
        }

        yield return $"about {Clock(report.TotalSeconds!.Value)}{(Config.Data.Test is null ? "" : ", and the test set")}";
        yield return
            $"{Clock(report.PreparationSeconds)} preparation, {Clock(time.UpdateSeconds)} updates, {Clock(time.ValidationSeconds)} validations, {Clock(time.SavingSeconds)} checkpoints";
    }

    private void Row(string title, string text) => output.WriteLine($"{title.PadRight(TitleWidth)}{text}");

    private void Rows(string title, IEnumerable<string> texts)
    {
        foreach (var (index, text) in texts.Index())
        {
            Row(index == 0 ? title : "", text);
        }
    }

    private static string Clock(double seconds) => Duration.Text(TimeSpan.FromSeconds(Math.Round(seconds)));

    private static string Size(long bytes) => Invariant($"{bytes / 1e6:N0} MB");

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}

/// <summary>The result of a dry run as JSON, for programs; docs/training.md describes the fields.</summary>
internal static class DryRunJson
{
    private static readonly JsonSerializerOptions Options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower, WriteIndented = true, NewLine = "\n",
    };

    public static void Write(DryRunReport report, TextWriter output)
    {
        var forecast = report.Forecast;
        var counts = forecast.Data.Counts;
        output.WriteLine(JsonSerializer.Serialize(
            new
            {
                RunDir = report.Request.Folder.Path,
                report.Request.Resumes,
                forecast.FirstUpdate,
                report.Device,
                TrainingLines = forecast.Data.Lines,
                forecast.Data.Filtered,
                TrainingPairs = counts?.Pairs,
                SourceTokens = counts?.SourceTokens,
                TargetTokens = counts?.TargetTokens,
                SkippedEmpty = counts?.Empty.Count,
                SkippedTooLong = counts?.TooLong.Count,
                forecast.Data.IsWholeEpoch,
                forecast.Data.ValidationPairs,
                SourcePieces = forecast.Pieces.Source,
                TargetPieces = forecast.Pieces.Target,
                Parameters = forecast.Parameters.ToDictionary(part => Snake(part.Part.ToString()), part => part.Parameters),
                forecast.TrainedParameters,
                UpdatesPerEpoch = Finite(forecast.Plan.UpdatesPerEpoch),
                LastUpdate = forecast.Time?.LastUpdate ?? forecast.Plan.LastUpdate,
                Epochs = Finite(forecast.Time?.Epochs),
                Validations = forecast.Time?.Validations,
                MeasuredUpdates = forecast.Speed?.Updates,
                TokensPerSecond = Finite(forecast.Speed?.TokensPerSecond),
                SecondsPerUpdate = Finite(forecast.Speed?.SecondsPerUpdate),
                SecondsPerValidation = Finite(forecast.ValidationSeconds),
                SecondsPerCheckpoint = Finite(forecast.Saving?.Seconds),
                BytesPerCheckpoint = forecast.Saving?.Bytes,
                PeakMegabytes = Finite(report.PeakMegabytes),
                PreparationSeconds = Finite(report.PreparationSeconds),
                UpdateSeconds = Finite(forecast.Time?.UpdateSeconds),
                ValidationSeconds = Finite(forecast.Time?.ValidationSeconds),
                CheckpointSeconds = Finite(forecast.Time?.SavingSeconds),
                TotalSeconds = Finite(report.TotalSeconds),
            },
            Options));
    }

    /// <summary>A name of the code as in a config.</summary>
    public static string Snake(string name) => JsonNamingPolicy.SnakeCaseLower.ConvertName(name);

    /// <summary>The number, to four decimals; null if there is none.</summary>
    private static double? Finite(double? number) => number is { } value && double.IsFinite(value) ? Math.Round(value, 4) : null;
}
