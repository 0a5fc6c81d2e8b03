using CsvHelper;
using Nmt.Runs.Tables;
using Nmt.Training.Validation;

namespace Nmt.Training.Records;

/// <summary><c>validations.csv</c>: one row a validation.</summary>
/// <param name="path">The file.</param>
public sealed class ValidationLog(string path)
{
    private static readonly CsvColumns<ValidationResult> Columns = new CsvColumns<ValidationResult>()
        .Count("update", row => row.Update)
        .Number("epoch", row => row.Epoch, "F3")
        .Number("train_loss", row => row.TrainLoss, "F4")
        .Number("loss", row => row.Loss, "F4")
        .Number("perplexity", row => row.Perplexity, "F4")
        .Number("bleu", row => row.Bleu, "F2")
        .Number("chrf", row => row.Chrf, "F2")
        .Number("ter", row => row.Ter, "F2")
        .Number("learning_rate", row => row.LearningRate, "G6")
        .Number("tokens_per_second", row => row.TokensPerSecond, "F0")
        .Number("seconds", row => row.Seconds, "F1")
        .Text("is_best", row => row.IsBest ? "True" : "False");

    private readonly CsvTable<ValidationResult> _table = new(path, Columns, Row);

    /// <summary>Adds a row, and the header to a new file.</summary>
    public void Append(ValidationResult result) => _table.Append([result]);

    /// <summary>All rows; none where there is no file yet.</summary>
    public IReadOnlyList<ValidationResult> Read() => [.. _table.Read()];

    /// <inheritdoc cref="CsvTable{TRow}.TruncateAfter"/>
    public void TruncateAfter(long update) => _table.TruncateAfter(update);

    // chrF and TER have been measured only since there is updates.csv.
    private static ValidationResult Row(CsvReader csv) => new(
        csv.Parse<long>("update"), csv.Parse<double>("epoch"), csv.Parse<double>("train_loss"), csv.Parse<double>("loss"),
        csv.Parse<double>("perplexity"), csv.Number("bleu"), csv.NumberIfThere("chrf"), csv.NumberIfThere("ter"),
        csv.Parse<double>("learning_rate"), csv.Parse<double>("tokens_per_second"), csv.Parse<double>("seconds"),
        csv.Parse<bool>("is_best"));
}
