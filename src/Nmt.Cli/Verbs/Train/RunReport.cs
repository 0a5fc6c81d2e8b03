using System.Globalization;
using Nmt.Cli.Console;
using Nmt.Cli.Output;
using Nmt.Plots;
using Nmt.Plots.Report;
using Nmt.Runs;
using Nmt.Runs.Config;
using Nmt.Text.Lines;
using Nmt.Training.Validation;

namespace Nmt.Cli.Verbs.Train;

/// <summary>Rewrites <c>report.html</c> of a run after each validation, from the run's own tables.</summary>
/// <param name="folder">The run's folder.</param>
/// <param name="metric">The metric that determines the best validation.</param>
/// <param name="manifest">The run's starts, machine and data.</param>
internal sealed class RunReport(RunFolder folder, ValidationMetric metric, RunManifest manifest) : IProgress<ValidationReport>
{
    private readonly RunTables _tables = new(folder);

    public void Report(ValidationReport value)
    {
        ValidationRow[] rows = [.. _tables.Validations.Read()];
        var best = rows.Last(row => row.IsBest || rows.All(other => !other.IsBest));
        var report = new TrainingReport(Path.GetFileName(folder.Path), Summary(value.Result, best))
        {
            Figures = Figures(value.Result, best),
            Charts = new RunCharts(rows, best.Update).Draw(_tables.Updates.Read()),
            Sentences = Sentences(value.Samples),
            Facts = Facts(),
            Config = File.ReadAllText(folder.Config),
        };
        AtomicFile.WriteText(folder.Report, to => ReportPage.Write(report, to));
    }

    private string Summary(ValidationRow last, ValidationRow best) => string.Create(
        CultureInfo.InvariantCulture,
        $"Update {last.Update}, epoch {last.Epoch:F2}, {Duration.Text(TimeSpan.FromSeconds(last.Seconds))} of training. "
        + $"Best validation by {metric.DisplayName()}: update {best.Update}; its metrics are listed first.");

    private static IReadOnlyList<ReportFact> Figures(ValidationRow last, ValidationRow best)
    {
        var figures = new List<ReportFact>();
        void Add(string name, double? value, string format)
        {
            if (value is { } known)
            {
                figures.Add(new ReportFact(name, known.ToString(format, CultureInfo.InvariantCulture)));
            }
        }

        Add("BLEU", best.Bleu, "F2");
        Add("chrF", best.Chrf, "F2");
        Add("TER", best.Ter, "F2");
        Add("Perplexity", best.Perplexity, "F2");
        Add("Loss", best.Loss, "F4");
        Add("Current training loss", last.TrainLoss, "F4");
        Add("Current learning rate", last.LearningRate, "G4");
        Add("Current target tokens/s", last.TokensPerSecond, "N0");
        return figures;
    }

    private IReadOnlyList<ReportSentence> Sentences(IReadOnlyList<ValidationSample> samples)
    {
        var histories = samples.ToDictionary(sample => sample.Number, _ => new SampleHistory());
        foreach (var row in _tables.Samples.Read())
        {
            if (histories.TryGetValue(row.Sentence, out var history))
            {
                history.Add(row.Update, row.Hypothesis);
            }
        }

        return [.. samples.Select(sample => new ReportSentence(
            sample.Number, sample.Source, sample.Reference, histories[sample.Number], Matrix(sample)))];
    }

    private static AttentionMatrix? Matrix(ValidationSample sample) => sample.Attention is not { } attention ? null
        : AttentionMatrices.Create("Attention of the last translation", attention);

    private IReadOnlyList<ReportFact> Facts()
    {
        var start = manifest.Starts[^1];
        return
        [
            new("Command", "nmt " + string.Join(' ', start.Command)),
            new("Started", start.Started.ToString("yyyy-MM-dd HH:mm:ss 'UTC'", CultureInfo.InvariantCulture)
                + (manifest.Starts.Count > 1 ? string.Create(CultureInfo.InvariantCulture, $", start {manifest.Starts.Count} of the run") : "")),
            new("Machine", string.Create(
                CultureInfo.InvariantCulture,
                $"{start.Host}, {start.OperatingSystem}, {start.Architecture}, {start.Processors} processors")),
            new("Device", string.Create(CultureInfo.InvariantCulture, $"{start.Device}, {start.Threads} threads")),
            new("Versions", $"nmt {start.Nmt}, .NET {start.Dotnet}, libtorch {start.Libtorch}"),
            .. start.Signatures.Select(signature => new ReportFact("Score", signature)),
            new("Seed", start.Seed.ToString(CultureInfo.InvariantCulture)),
            new("Parameters", manifest.Parameters.ToString("N0", CultureInfo.InvariantCulture)),
            .. manifest.Data.Select(file => new ReportFact(file.Role, string.Create(
                CultureInfo.InvariantCulture, $"{file.Path} ({file.Bytes:N0} bytes, SHA-256 {file.Sha256[..12]}…)"))),
        ];
    }
}

/// <summary>The learning curves of a run.</summary>
/// <param name="validations">Its validations.</param>
/// <param name="bestUpdate">The update of the best one.</param>
internal sealed class RunCharts(IReadOnlyList<ValidationRow> validations, long bestUpdate)
{
    /// <summary>Creates the charts, including those of the training updates.</summary>
    public IReadOnlyList<Chart> Draw(IEnumerable<UpdateRow> updates)
    {
        var (loss, rate, norm, speed) = (new ThinnedCurve(), new ThinnedCurve(), new ThinnedCurve(), new ThinnedCurve());
        foreach (var row in updates)
        {
            loss.Add(row.Update, row.Loss);
            rate.Add(row.Update, row.LearningRate);
            norm.Add(row.Update, row.GradientNorm ?? double.NaN);
            speed.Add(row.Update, row.TokensPerSecond);
        }

        return
        [
            WithBest(
                "Loss per target token (nats)", new Curve("training", loss.Points, IsMarked: false), ValidationCurve("validation", row => row.Loss)),
            WithBest("Perplexity (validation)", ValidationCurve("perplexity", row => row.Perplexity)) with { IsLogarithmic = true },
            WithBest("BLEU and chrF (validation)", ValidationCurve("BLEU", row => row.Bleu), ValidationCurve("chrF", row => row.Chrf)),
            WithBest("TER (validation; lower is better)", ValidationCurve("TER", row => row.Ter)),
            new Chart("Learning rate", [new Curve("learning rate", rate.Points, IsMarked: false)]),
            new Chart("Gradient norm before clipping", [new Curve("gradient norm", norm.Points, IsMarked: false)]) { IsLogarithmic = true },
            new Chart("Speed (target tokens per second)", [new Curve("tokens/s", speed.Points, IsMarked: false)]),
        ];
    }

    private Chart WithBest(string title, params Curve[] curves) =>
        new(title, [.. curves.Where(curve => curve.Points.Count > 0)]) { MarkedUpdate = bestUpdate };

    private Curve ValidationCurve(string name, Func<ValidationRow, double?> value)
    {
        var curve = new ThinnedCurve();
        foreach (var row in validations)
        {
            curve.Add(row.Update, value(row) ?? double.NaN);
        }

        return new Curve(name, curve.Points, IsMarked: true);
    }
}
