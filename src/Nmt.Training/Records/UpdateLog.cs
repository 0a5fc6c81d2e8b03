using CsvHelper;
using Nmt.Runs.Tables;

namespace Nmt.Training.Records;

/// <summary><c>updates.csv</c>: one row every <c>training.log_every</c> updates.</summary>
/// <param name="path">The file.</param>
public sealed class UpdateLog(string path)
{
    private static readonly CsvColumns<UpdateResult> Columns = new CsvColumns<UpdateResult>()
        .Count("update", row => row.Update)
        .Number("epoch", row => row.Epoch, "F3")
        .Number("loss", row => row.Loss, "F4")
        .Number("gradient_norm", row => row.GradientNorm, "G6")
        .Number("learning_rate", row => row.LearningRate, "G6")
        .Count("tokens", row => row.Tokens)
        .Number("tokens_per_second", row => row.TokensPerSecond, "F0")
        .Number("seconds", row => row.Seconds, "F1");

    private readonly CsvTable<UpdateResult> _table = new(path, Columns, Row);

    /// <summary>Adds a row, and the header to a new file.</summary>
    public void Append(UpdateResult result) => _table.Append([result]);

    /// <summary>The rows, one at a time: there may be very many.</summary>
    public IEnumerable<UpdateResult> Read() => _table.Read();

    /// <inheritdoc cref="CsvTable{TRow}.TruncateAfter"/>
    public void TruncateAfter(long update) => _table.TruncateAfter(update);

    private static UpdateResult Row(CsvReader csv) => new(
        csv.Parse<long>("update"), csv.Parse<double>("epoch"), csv.Parse<double>("loss"), csv.Number("gradient_norm"),
        csv.Parse<double>("learning_rate"), csv.Parse<long>("tokens"), csv.Parse<double>("tokens_per_second"),
        csv.Parse<double>("seconds"));
}
