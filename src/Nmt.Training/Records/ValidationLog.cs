using CsvHelper;
using CsvHelper.Configuration;
using Nmt.Training.Validation;

namespace Nmt.Training.Records;

/// <summary><c>validations.csv</c>: one row a validation.</summary>
/// <param name="path">The file.</param>
public sealed class ValidationLog(string path)
{
    private readonly CsvTable<ValidationResult> _table = new(path, new Columns(), Row);

    /// <summary>Adds a row, and the header to a new file.</summary>
    public void Append(ValidationResult result) => _table.Append([result]);

    /// <summary>All rows; none where there is no file yet.</summary>
    public IReadOnlyList<ValidationResult> Read() => [.. _table.Read()];

    /// <inheritdoc cref="CsvTable{TRow}.TruncateAfter"/>
    public void TruncateAfter(long update) => _table.TruncateAfter(update);

    // chrF and TER have been measured only since there is updates.csv.
    private static ValidationResult Row(CsvReader csv) => new(
        csv.GetField<long>("update"), csv.GetField<double>("epoch"), csv.GetField<double>("train_loss"), csv.GetField<double>("loss"),
        csv.GetField<double>("perplexity"), csv.GetField<double?>("bleu"),
        csv.TryGetField<double?>("chrf", out var chrf) ? chrf : null, csv.TryGetField<double?>("ter", out var ter) ? ter : null,
        csv.GetField<double>("learning_rate"), csv.GetField<double>("tokens_per_second"), csv.GetField<double>("seconds"),
        csv.GetField<bool>("is_best"));

    /// <summary>Column names, in the order of the file.</summary>
    private sealed class Columns : ClassMap<ValidationResult>
    {
        public Columns()
        {
            Map(row => row.Update).Name("update");
            Map(row => row.Epoch).Name("epoch").TypeConverterOption.Format("F3");
            Map(row => row.TrainLoss).Name("train_loss").TypeConverterOption.Format("F4");
            Map(row => row.Loss).Name("loss").TypeConverterOption.Format("F4");
            Map(row => row.Perplexity).Name("perplexity").TypeConverterOption.Format("F4");
            Map(row => row.Bleu).Name("bleu").TypeConverterOption.Format("F2");
            Map(row => row.Chrf).Name("chrf").TypeConverterOption.Format("F2");
            Map(row => row.Ter).Name("ter").TypeConverterOption.Format("F2");
            Map(row => row.LearningRate).Name("learning_rate").TypeConverterOption.Format("G6");
            Map(row => row.TokensPerSecond).Name("tokens_per_second").TypeConverterOption.Format("F0");
            Map(row => row.Seconds).Name("seconds").TypeConverterOption.Format("F1");
            Map(row => row.IsBest).Name("is_best");
        }
    }
}
