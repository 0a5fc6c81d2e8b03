using CsvHelper;
using Nmt.Runs.Tables;
using Nmt.Training.Validation;

namespace Nmt.Training.Records;

/// <summary><c>samples.csv</c>: how some validation sentences were translated at each validation.</summary>
/// <param name="path">The file.</param>
public sealed class SampleLog(string path)
{
    private static readonly CsvColumns<SampleTranslation> Columns = new CsvColumns<SampleTranslation>()
        .Count("update", row => row.Update)
        .Count("sentence", row => row.Sentence)
        .Text("source", row => row.Source)
        .Text("reference", row => row.Reference)
        .Text("hypothesis", row => row.Hypothesis);

    private readonly CsvTable<SampleTranslation> _table = new(path, Columns, Row);

    /// <summary>Adds the samples of a validation.</summary>
    public void Append(long update, IEnumerable<ValidationSample> samples)
    {
        SampleTranslation[] rows = [.. samples.Select(sample => new SampleTranslation(
            update, sample.Number, OneLine(sample.Source), OneLine(sample.Reference), OneLine(sample.Hypothesis)))];
        if (rows.Length > 0)
        {
            _table.Append(rows);
        }
    }

    /// <summary>The rows, one at a time.</summary>
    public IEnumerable<SampleTranslation> Read() => _table.Read();

    /// <inheritdoc cref="CsvTable{TRow}.TruncateAfter"/>
    public void TruncateAfter(long update) => _table.TruncateAfter(update);

    // A row is a line: that is how a half-written one is known. A model that spells bytes can write a line end.
    private static string OneLine(string text) => text.Replace('\n', ' ').Replace('\r', ' ');

    private static SampleTranslation Row(CsvReader csv) => new(
        csv.Parse<long>("update"), csv.Parse<int>("sentence"), csv.GetString("source"), csv.GetString("reference"), csv.GetString("hypothesis"));
}
