using System.Globalization;
using CsvHelper;

namespace Nmt.Runs;

/// <summary>
/// The tables of a run: what it measured, in files that other programs read. Numbers have fixed digits where people compare rows,
/// and six significant ones where the magnitude varies.
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
            NumberOrNone(row, "bleu"), NumberOrNone(row, "chrf"), NumberOrNone(row, "ter"), Number(row, "learning_rate"),
            Number(row, "tokens_per_second"), Number(row, "seconds"), bool.Parse(row.GetString("is_best"))));

    /// <summary><c>updates.csv</c>: one row every <c>training.log_every</c> updates; there may be very many.</summary>
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
            Count(row, "update"), Number(row, "epoch"), Number(row, "loss"), NumberOrNone(row, "gradient_norm"), Number(row, "learning_rate"),
            Count(row, "tokens"), Number(row, "tokens_per_second"), Number(row, "seconds")));

    /// <summary><c>samples.csv</c>: how some validation sentences were translated at each validation.</summary>
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

    /// <summary>Drops what a run that resumes after an update writes again.</summary>
    public void TruncateAfter(long update)
    {
        Validations.TruncateAfter(update);
        Updates.TruncateAfter(update);
        Samples.TruncateAfter(update);
    }

    private static long Count(CsvReader row, string column) =>
        long.Parse(row.GetString(column), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);

    private static double Number(CsvReader row, string column) => double.Parse(row.GetString(column), NumberStyles.Float, CultureInfo.InvariantCulture);

    private static double? NumberOrNone(CsvReader row, string column) => row.GetString(column).Length == 0 ? null : Number(row, column);

    private static string Text(long count) => count.ToString(CultureInfo.InvariantCulture);

    private static string Text(double? number, string format) => number?.ToString(format, CultureInfo.InvariantCulture) ?? "";

    // A model that generates bytes can generate a line end.
    private static string SingleLine(string text) => text.Replace('\n', ' ').Replace('\r', ' ');
}

/// <summary>One row of <c>validations.csv</c>.</summary>
/// <param name="Update">Updates done.</param>
/// <param name="Epoch">Epochs finished, with the share of the running one.</param>
/// <param name="TrainLoss">Mean training loss per target token since the last validation, in nats.</param>
/// <param name="Loss">Validation cross-entropy per target token, in nats, without label smoothing.</param>
/// <param name="Perplexity">exp of <paramref name="Loss"/>.</param>
/// <param name="Bleu">BLEU of the translated validation set, 0 to 100; none where it is not measured.</param>
/// <param name="Chrf">Its chrF2, 0 to 100; none where it is not measured.</param>
/// <param name="Ter">Its translation edit rate in percent; none where it is not measured.</param>
/// <param name="LearningRate">Learning rate that led here.</param>
/// <param name="TokensPerSecond">Target tokens trained per second since the last validation.</param>
/// <param name="Seconds">Seconds since training began, over all starts of the run.</param>
/// <param name="IsBest">Whether it is the best so far.</param>
public sealed record ValidationRow(
    long Update, double Epoch, double TrainLoss, double Loss, double Perplexity, double? Bleu, double? Chrf, double? Ter,
    double LearningRate, double TokensPerSecond, double Seconds, bool IsBest)
{
    /// <summary>All metrics, human-readable, as in <c>loss 1.2345, perplexity 3.44, BLEU 30.21</c>; those that were not measured are left out.</summary>
    public string Figures => string.Create(
        CultureInfo.InvariantCulture,
        $"loss {Loss:F4}, perplexity {Perplexity:F2}{Figure("BLEU", Bleu)}{Figure("chrF", Chrf)}{Figure("TER", Ter)}");

    private static string Figure(string name, double? value) =>
        value is { } known ? string.Create(CultureInfo.InvariantCulture, $", {name} {known:F2}") : "";
}

/// <summary>One row of <c>updates.csv</c>.</summary>
/// <param name="Update">Updates done.</param>
/// <param name="Epoch">Epochs finished, with the share of the running one.</param>
/// <param name="Loss">Mean training loss per target token since the row before, in nats.</param>
/// <param name="GradientNorm">Norm of this update's gradient before clipping; none where nothing is clipped.</param>
/// <param name="LearningRate">Learning rate of this update.</param>
/// <param name="Tokens">Target tokens trained on since training began.</param>
/// <param name="TokensPerSecond">Target tokens per second since the row before, validations left out.</param>
/// <param name="Seconds">Seconds since training began, over all starts of the run.</param>
public sealed record UpdateRow(
    long Update, double Epoch, double Loss, double? GradientNorm, double LearningRate, long Tokens, double TokensPerSecond, double Seconds);

/// <summary>One row of <c>samples.csv</c>.</summary>
/// <param name="Update">Updates done.</param>
/// <param name="Sentence">The sentence's line in the validation set, from 1.</param>
/// <param name="Source">The source sentence.</param>
/// <param name="Reference">Its reference translation.</param>
/// <param name="Hypothesis">The model's translation then.</param>
public sealed record SampleRow(long Update, int Sentence, string Source, string Reference, string Hypothesis);
