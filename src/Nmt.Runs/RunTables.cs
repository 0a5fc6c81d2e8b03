using System.Globalization;
using CsvHelper;

namespace Nmt.Runs;

/// <summary>
/// The tables of a run: its measurements, in files that other programs can read. Numbers have a fixed number of decimals, or six
/// significant digits if their magnitude varies.
/// </summary>
/// <param name="folder">The run's folder.</param>
public sealed class RunTables(RunFolder folder)
{
    /// <summary><c>validations.csv</c>: one row per validation.</summary>
    public CsvTable<ValidationRow> Validations { get; } = new(
        folder.Validations,
        [
            ("update", row => Text(row.Update)),
            ("epoch", row => Text(row.Epoch, "F3")),
            ("train_loss", row => Text(row.TrainLoss, "F4")),
            ("loss", row => Text(row.Loss, "F4")),
            ("perplexity", row => Text(row.Perplexity, "F4")),
            ("bleu", row => Text(row.Bleu, "F2")),
            ("chrf", row => Text(row.Chrf, "F2")),
            ("ter", row => Text(row.Ter, "F2")),
            ("learning_rate", row => Text(row.LearningRate, "G6")),
            ("tokens_per_second", row => Text(row.TokensPerSecond, "F0")),
            ("seconds", row => Text(row.Seconds, "F1")),
            ("is_best", row => row.IsBest ? "True" : "False"),
        ],
        row => new ValidationRow(
            Count(row, "update"), Number(row, "epoch"), Number(row, "train_loss"), Number(row, "loss"), Number(row, "perplexity"),
            NumberOrNull(row, "bleu"), NumberOrNull(row, "chrf"), NumberOrNull(row, "ter"), Number(row, "learning_rate"),
            Number(row, "tokens_per_second"), Number(row, "seconds"), bool.Parse(row.GetString("is_best"))));

    /// <summary><c>updates.csv</c>: one row every <c>training.log_every</c> updates; may be very long.</summary>
    public CsvTable<UpdateRow> Updates { get; } = new(
        folder.Updates,
        [
            ("update", row => Text(row.Update)),
            ("epoch", row => Text(row.Epoch, "F3")),
            ("loss", row => Text(row.Loss, "F4")),
            ("gradient_norm", row => Text(row.GradientNorm, "G6")),
            ("learning_rate", row => Text(row.LearningRate, "G6")),
            ("tokens", row => Text(row.Tokens)),
            ("tokens_per_second", row => Text(row.TokensPerSecond, "F0")),
            ("seconds", row => Text(row.Seconds, "F1")),
        ],
        row => new UpdateRow(
            Count(row, "update"), Number(row, "epoch"), Number(row, "loss"), NumberOrNull(row, "gradient_norm"), Number(row, "learning_rate"),
            Count(row, "tokens"), Number(row, "tokens_per_second"), Number(row, "seconds")));

    /// <summary><c>samples.csv</c>: translations of some validation sentences at each validation.</summary>
    public CsvTable<SampleRow> Samples { get; } = new(
        folder.Samples,
        [
            ("update", row => Text(row.Update)),
            ("sentence", row => Text(row.Sentence)),
            ("source", row => SingleLine(row.Source)),
            ("reference", row => SingleLine(row.Reference)),
            ("hypothesis", row => SingleLine(row.Hypothesis)),
        ],
        row => new SampleRow(
            Count(row, "update"), checked((int)Count(row, "sentence")), row.GetString("source"), row.GetString("reference"), row.GetString("hypothesis")));

    /// <summary>Drops the rows that a run resuming after this update writes again.</summary>
    public void TruncateAfter(long update)
    {
        Validations.TruncateAfter(update);
        Updates.TruncateAfter(update);
        Samples.TruncateAfter(update);
    }

    private static long Count(CsvReader row, string column) =>
        long.Parse(row.GetString(column), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);

    private static double Number(CsvReader row, string column) => double.Parse(row.GetString(column), NumberStyles.Float, CultureInfo.InvariantCulture);

    private static double? NumberOrNull(CsvReader row, string column) => row.GetString(column).Length == 0 ? null : Number(row, column);

    private static string Text(long count) => count.ToString(CultureInfo.InvariantCulture);

    private static string Text(double? number, string format) => number?.ToString(format, CultureInfo.InvariantCulture) ?? "";

    // A model with byte subwords can generate a line end.
    private static string SingleLine(string text) => text.Replace('\n', ' ').Replace('\r', ' ');
}

/// <summary>One row of <c>validations.csv</c>.</summary>
/// <param name="Update">Updates done.</param>
/// <param name="Epoch">Epochs done, including the fraction of the current one.</param>
/// <param name="TrainLoss">Mean training loss per target token since the last validation, in nats.</param>
/// <param name="Loss">Validation cross-entropy per target token, in nats, without label smoothing.</param>
/// <param name="Perplexity">exp of <paramref name="Loss"/>.</param>
/// <param name="Bleu">BLEU of the translated validation set, 0 to 100; null if not measured.</param>
/// <param name="Chrf">Its chrF2, 0 to 100; null if not measured.</param>
/// <param name="Ter">Its translation edit rate in percent; null if not measured.</param>
/// <param name="LearningRate">Learning rate of the last update.</param>
/// <param name="TokensPerSecond">Target tokens trained per second since the last validation.</param>
/// <param name="Seconds">Seconds since training began, over all starts of the run.</param>
/// <param name="IsBest">Whether it is the best so far.</param>
public sealed record ValidationRow(
    long Update, double Epoch, double TrainLoss, double Loss, double Perplexity, double? Bleu, double? Chrf, double? Ter,
    double LearningRate, double TokensPerSecond, double Seconds, bool IsBest)
{
    /// <summary>All measured metrics in human-readable form, such as <c>loss 1.2345, perplexity 3.44, BLEU 30.21</c>.</summary>
    public string Figures => string.Create(
        CultureInfo.InvariantCulture,
        $"loss {Loss:F4}, perplexity {Perplexity:F2}{Metric("BLEU", Bleu)}{Metric("chrF", Chrf)}{Metric("TER", Ter)}");

    private static string Metric(string name, double? value) =>
        value is { } known ? string.Create(CultureInfo.InvariantCulture, $", {name} {known:F2}") : "";
}

/// <summary>One row of <c>updates.csv</c>.</summary>
/// <param name="Update">Updates done.</param>
/// <param name="Epoch">Epochs done, including the fraction of the current one.</param>
/// <param name="Loss">Mean training loss per target token since the previous row, in nats.</param>
/// <param name="GradientNorm">Norm of this update's gradient before norm clipping; null if not finite.</param>
/// <param name="LearningRate">Learning rate of this update.</param>
/// <param name="Tokens">Target tokens trained on since training began.</param>
/// <param name="TokensPerSecond">Target tokens per second since the previous row, excluding validations.</param>
/// <param name="Seconds">Seconds since training began, over all starts of the run.</param>
public sealed record UpdateRow(
    long Update, double Epoch, double Loss, double? GradientNorm, double LearningRate, long Tokens, double TokensPerSecond, double Seconds);

/// <summary>One row of <c>samples.csv</c>.</summary>
/// <param name="Update">Updates done.</param>
/// <param name="Sentence">The sentence's line in the validation set, from 1.</param>
/// <param name="Source">The source sentence.</param>
/// <param name="Reference">Its reference translation.</param>
/// <param name="Hypothesis">The model's translation at this update.</param>
public sealed record SampleRow(long Update, int Sentence, string Source, string Reference, string Hypothesis);
