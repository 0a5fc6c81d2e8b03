using CsvHelper;
using CsvHelper.Configuration;

namespace Nmt.Training.Records;

/// <summary><c>updates.csv</c>: one row every <c>training.log_every</c> updates.</summary>
/// <param name="path">The file.</param>
public sealed class UpdateLog(string path)
{
    private readonly CsvTable<UpdateResult> _table = new(path, new Columns(), Row);

    /// <summary>Adds a row, and the header to a new file.</summary>
    public void Append(UpdateResult result) => _table.Append([result]);

    /// <summary>The rows, one at a time: there may be very many.</summary>
    public IEnumerable<UpdateResult> Read() => _table.Read();

    /// <inheritdoc cref="CsvTable{TRow}.TruncateAfter"/>
    public void TruncateAfter(long update) => _table.TruncateAfter(update);

    private static UpdateResult Row(CsvReader csv) => new(
        csv.GetField<long>("update"), csv.GetField<double>("epoch"), csv.GetField<double>("loss"), csv.GetField<double?>("gradient_norm"),
        csv.GetField<double>("learning_rate"), csv.GetField<long>("tokens"), csv.GetField<double>("tokens_per_second"),
        csv.GetField<double>("seconds"));

    /// <summary>Column names, in the order of the file.</summary>
    private sealed class Columns : ClassMap<UpdateResult>
    {
        public Columns()
        {
            Map(row => row.Update).Name("update");
            Map(row => row.Epoch).Name("epoch").TypeConverterOption.Format("F3");
            Map(row => row.Loss).Name("loss").TypeConverterOption.Format("F4");
            Map(row => row.GradientNorm).Name("gradient_norm").TypeConverterOption.Format("G6");
            Map(row => row.LearningRate).Name("learning_rate").TypeConverterOption.Format("G6");
            Map(row => row.Tokens).Name("tokens");
            Map(row => row.TokensPerSecond).Name("tokens_per_second").TypeConverterOption.Format("F0");
            Map(row => row.Seconds).Name("seconds").TypeConverterOption.Format("F1");
        }
    }
}
