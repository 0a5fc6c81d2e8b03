using System.Globalization;
using Nmt.Cli.Console;
using Nmt.Cli.Output;
using Nmt.Metrics.Significance;

namespace Nmt.Cli.Verbs.Compare;

/// <summary>A comparison as tables for humans: on a terminal, in plain text and on a page.</summary>
internal static class ComparisonTables
{
    /// <summary>What is shown where a run has no value.</summary>
    private const string None = "\u2013";

    private const double Significant = 0.05;

    /// <summary>Creates the tables of the runs, their scores, BLEU by length, and the settings that differ.</summary>
    public static IReadOnlyList<TextTable> Create(RunComparison comparison)
    {
        TextTable[] tables = [Scores(comparison), ByLength(comparison), Runs(comparison), Models(comparison), Settings(comparison)];
        return [.. tables.Where(table => table.Rows.Count > 0)];
    }

    /// <summary>What was compared, in one line.</summary>
    public static string Summary(RunComparison comparison) => string.Create(
        CultureInfo.InvariantCulture,
        $"{comparison.Runs.Count} runs on {comparison.Test.Source.Count:N0} sentences of {string.Join(", ", comparison.Test.Files.Select(files => files.Source))}; the baseline is {comparison.Runs[0].Facts.Name}.");

    private static TextTable Scores(RunComparison comparison)
    {
        string baseline = comparison.Runs[0].Facts.Name;
        var test = comparison.Significance;
        string name = test.Kind == PairedTestKind.Bootstrap ? "paired bootstrap resampling" : "paired approximate randomization";
        bool hasGold = comparison.Test.Gold is not null;
        return new TextTable(
            "Scores",
            [
                new("run", IsNumber: false), .. comparison.Metrics.Select(metric => new TextColumn($"{metric.Name} {(metric.IsHigherBetter ? "↑" : "↓")}")),
                .. hasGold ? [new TextColumn("AER ↓")] : Array.Empty<TextColumn>(),
            ],
            [.. comparison.Runs.Select(run => (IReadOnlyList<string>)
            [
                run.Facts.Name, .. run.Scores.Zip(comparison.Runs[0].Scores, Score), .. hasGold ? [run.Alignment is { } rate ? Number(rate.Rate) : None] : Array.Empty<string>(),
            ])])
        {
            Notes =
            [
                string.Create(CultureInfo.InvariantCulture, $"± is the 95 % bootstrap interval, p the probability of a difference from {baseline} at least this large by chance ({name}, {test.SampleCount:N0} {(test.Kind == PairedTestKind.Bootstrap ? "resamples" : "trials")}); * marks p <= {Significant}."),
                .. hasGold
                    ? [$"AER: one link per target word to the source word with the largest attention while the model reads the reference (forced decoding), against {string.Join(", ", comparison.Test.GoldFiles)}."]
                    : Array.Empty<string>(),
                .. comparison.Metrics.Select(metric => $"{metric.Name}: {metric.Signature}"),
            ],
        };
    }

    private static TextTable ByLength(RunComparison comparison) => new(
        $"BLEU by source length in {comparison.LengthUnit}",
        [
            new(comparison.LengthUnit), new("sentences"), .. comparison.Runs.Select(run => new TextColumn(run.Facts.Name)),
        ],
        [.. comparison.Buckets.Select((bucket, i) => (IReadOnlyList<string>)
        [
            bucket.Label, bucket.Lines.ToString("N0", CultureInfo.InvariantCulture), .. comparison.Runs.Select(run => Number(run.BleuByLength[i])),
        ])]);

    private static TextTable Runs(RunComparison comparison) => new(
        "Runs",
        [
            new("run", IsNumber: false), new("parameters"), new("updates"), new("epochs"), new("training"), new("tokens/s"), new("device", IsNumber: false),
        ],
        [.. comparison.Runs.Select(run => (IReadOnlyList<string>)
        [
            run.Facts.Name, Count(run.Facts.Parameters), Updates(run.Facts), run.Facts.Epochs.ToString("F2", CultureInfo.InvariantCulture),
            Duration.Text(TimeSpan.FromSeconds(Math.Round(run.Facts.Seconds))),
            run.Facts.TokensPerSecond?.ToString("N0", CultureInfo.InvariantCulture) ?? None, Device(run.Facts),
        ])])
    {
        Notes = comparison.Runs.Any(run => run.Facts.BestUpdate != run.Facts.Updates)
            ? ["updates: of the checkpoint that translates, the best one, and of the whole training."] : [],
    };

    private static TextTable Models(RunComparison comparison) => new(
        "Models", [new("run", IsNumber: false), new("model", IsNumber: false)],
        [.. comparison.Runs.Select(run => (IReadOnlyList<string>)[run.Facts.Name, run.Facts.Model])]);

    private static TextTable Settings(RunComparison comparison) => new(
        "Settings that differ",
        [new("setting", IsNumber: false), .. comparison.Runs.Select(run => new TextColumn(run.Facts.Name, IsNumber: false))],
        [.. comparison.Settings.Select(setting => (IReadOnlyList<string>)[setting.Path, .. setting.Values.Select(value => value.Length == 0 ? None : value)])]);

    private static string Score(PairedResult score, PairedResult baseline)
    {
        string interval = score.Confidence is { } confidence ? $" ± {Number(confidence.HalfWidth)}" : "";
        // sacreBLEU's p-value of two equal scores is the smallest there is, because no resample differs by more than nothing.
        bool isDifferent = score.Score != baseline.Score;
        string p = score.PValue is { } value
            ? string.Create(CultureInfo.InvariantCulture, $" (p={value:F4}){(isDifferent && value <= Significant ? "*" : " ")}") : "";
        return (Number(score.Score) + interval + p).TrimEnd();
    }

    private static string Updates(RunFacts run) =>
        run.BestUpdate == run.Updates ? Count(run.Updates) : $"{Count(run.BestUpdate)} of {Count(run.Updates)}";

    private static string Device(RunFacts run) => run.Device is not { } device ? None
        : string.Create(CultureInfo.InvariantCulture, $"{device}{(device.StartsWith("cpu", StringComparison.Ordinal) ? $", {run.Threads} thread{(run.Threads == 1 ? "" : "s")}" : "")}");

    private static string Number(double value) => value.ToString("F2", CultureInfo.InvariantCulture);

    private static string Count(long value) => value.ToString("N0", CultureInfo.InvariantCulture);
}
