using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using Nmt.Cli.Output;
using Nmt.Metrics.Significance;

namespace Nmt.Cli.Verbs.Compare;

/// <summary>A comparison as comma-separated values: one row per run; docs/compare.md describes the columns.</summary>
internal static class ComparisonCsv
{
    public static void Write(RunComparison comparison, TextWriter output) =>
        CsvText.Write(output, [Columns(comparison), .. comparison.Runs.Select(run => Row(comparison, run))]);

    private static IEnumerable<string> Columns(RunComparison comparison) =>
    [
        "run", "folder", "model", "parameters", "update", "updates", "epochs", "seconds", "tokens_per_second", "device", "threads", "sentences",
        .. comparison.Metrics.SelectMany(metric => new[] { metric.Key, $"{metric.Key}_mean", $"{metric.Key}_ci", $"{metric.Key}_p", $"{metric.Key}_signature" }),
        "aer", "aer_precision", "aer_recall",
        .. comparison.Buckets.Select(bucket => $"bleu_{comparison.LengthUnit}_{bucket.Label}"),
        .. comparison.Buckets.Select(bucket => $"sentences_{comparison.LengthUnit}_{bucket.Label}"),
    ];

    private static IEnumerable<string> Row(RunComparison comparison, ComparedRun run) =>
    [
        run.Facts.Name, run.Facts.Path, run.Facts.Model, Text(run.Facts.Parameters), Text(run.Facts.BestUpdate), Text(run.Facts.Updates),
        Text(run.Facts.Epochs), Text(run.Facts.Seconds), Text(run.Facts.TokensPerSecond), run.Facts.Device ?? "", Text(run.Facts.Threads),
        Text(comparison.Test.Source.Count),
        .. run.Scores.SelectMany((score, m) => new[]
        {
            Text(score.Score), Text(score.Confidence?.Mean), Text(score.Confidence?.HalfWidth), Text(score.PValue), comparison.Metrics[m].Signature,
        }),
        Text(run.Alignment?.Rate), Text(run.Alignment?.Precision), Text(run.Alignment?.Recall),
        .. run.BleuByLength.Select(score => Text(score)),
        .. comparison.Buckets.Select(bucket => Text(bucket.Lines)),
    ];

    private static string Text(double? value) => value?.ToString("0.######", CultureInfo.InvariantCulture) ?? "";
}

/// <summary>A comparison as one JSON object; docs/compare.md describes the fields.</summary>
internal static class ComparisonJson
{
    private static readonly JsonSerializerOptions Options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower, WriteIndented = true, NewLine = "\n",
        // Paths and names stay unescaped: the output goes to a file or a program, not into a web page.
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static void Write(RunComparison comparison, TextWriter output)
    {
        output.Write(JsonSerializer.Serialize(
            new
            {
                Test = new
                {
                    Source = comparison.Test.Files.Select(files => files.Source),
                    Target = comparison.Test.Files.Select(files => files.Target),
                    Alignments = comparison.Test.GoldFiles,
                    Sentences = comparison.Test.Source.Count,
                },
                Significance = new
                {
                    Test = comparison.Significance.Kind == PairedTestKind.Bootstrap ? "paired_bootstrap" : "paired_approximate_randomization",
                    Samples = comparison.Significance.SampleCount,
                    comparison.Significance.Seed,
                    Baseline = comparison.Runs[0].Facts.Name,
                },
                Metrics = comparison.Metrics,
                comparison.LengthUnit,
                Lengths = comparison.Buckets.Select(bucket => new { Length = bucket.Label, Sentences = bucket.Lines }),
                AlignedText = comparison.Test.Gold is null ? null : "references",
                Runs = comparison.Runs.Select(run => Run(comparison, run)),
                DifferingSettings = comparison.Settings.ToDictionary(setting => setting.Path, setting => setting.Values),
            },
            Options));
        output.Write('\n');
    }

    private static object Run(RunComparison comparison, ComparedRun run) => new
    {
        Run = run.Facts.Name,
        Folder = run.Facts.Path,
        run.Facts.Model,
        run.Facts.Parameters,
        Update = run.Facts.BestUpdate,
        run.Facts.Updates,
        Epochs = Rounded(run.Facts.Epochs),
        Seconds = Rounded(run.Facts.Seconds),
        TokensPerSecond = Rounded(run.Facts.TokensPerSecond),
        run.Facts.Device,
        run.Facts.Threads,
        Scores = comparison.Metrics.Zip(run.Scores).ToDictionary(
            pair => pair.First.Key,
            pair => new
            {
                Score = Rounded(pair.Second.Score), Mean = Rounded(pair.Second.Confidence?.Mean), Ci = Rounded(pair.Second.Confidence?.HalfWidth),
                PValue = Rounded(pair.Second.PValue),
            }),
        Aer = run.Alignment is not { } rate ? null : new
        {
            Rate = Rounded(rate.Rate), Precision = Rounded(rate.Precision), Recall = Rounded(rate.Recall), Links = rate.HypothesisLinks,
            Sure = rate.SureLinks, Possible = rate.PossibleLinks,
        },
        BleuByLength = run.BleuByLength.Select(score => Rounded(score)),
        Validations = run.Facts.Validations.Select(row => new
        {
            row.Update, Seconds = Rounded(row.Seconds), Loss = Rounded(row.Loss), Perplexity = Rounded(row.Perplexity), Bleu = Rounded(row.Bleu),
            Chrf = Rounded(row.Chrf), Ter = Rounded(row.Ter),
        }),
    };

    /// <summary>To six decimals; null for what JSON has no number for, such as the loss of a run that diverged.</summary>
    private static double? Rounded(double? value) => value is { } number && double.IsFinite(number) ? Math.Round(number, 6) : null;
}
