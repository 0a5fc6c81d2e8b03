using System.Globalization;
using CsvHelper;

namespace Nmt.Runs.Tables;

/// <summary>The columns of a run's table, in the order of the file.</summary>
/// <typeparam name="TRow">A row.</typeparam>
public sealed class CsvColumns<TRow>
{
    private readonly List<(string Name, Func<TRow, string?> Field)> _columns = [];

    /// <summary>Adds a column of whole numbers.</summary>
    public CsvColumns<TRow> Count(string name, Func<TRow, long> field) =>
        Text(name, row => field(row).ToString(CultureInfo.InvariantCulture));

    /// <summary>Adds a column of numbers in a format of .NET; it is empty where there is none.</summary>
    public CsvColumns<TRow> Number(string name, Func<TRow, double?> field, string format) =>
        Text(name, row => field(row)?.ToString(format, CultureInfo.InvariantCulture));

    /// <summary>Adds a column of texts.</summary>
    public CsvColumns<TRow> Text(string name, Func<TRow, string?> field)
    {
        _columns.Add((name, field));
        return this;
    }

    /// <summary>Writes the names.</summary>
    public void WriteHeader(CsvWriter csv) => Write(csv, column => column.Name);

    /// <summary>Writes a row.</summary>
    public void WriteRow(CsvWriter csv, TRow row) => Write(csv, column => column.Field(row));

    private void Write(CsvWriter csv, Func<(string Name, Func<TRow, string?> Field), string?> text)
    {
        foreach (var column in _columns)
        {
            csv.WriteField(text(column));
        }

        csv.EndRecord();
    }
}
