using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;
using CsvHelper;
using Nmt.Text;
using Nmt.Text.Lines;

namespace Nmt.Runs.Tables;

/// <summary>A table of a run that grows row by row, the update first; each row is written at once, so that a killed run keeps what it had.</summary>
/// <typeparam name="TRow">A row.</typeparam>
/// <param name="path">The file.</param>
/// <param name="columns">The columns that are written.</param>
/// <param name="read">Reads the row where the reader stands.</param>
public sealed class CsvTable<TRow>(string path, CsvColumns<TRow> columns, Func<CsvReader, TRow> read)
{
    // RFC 4180, with the line ends of text files and with quotes around spaces at an end, which some programs drop.
    private static readonly CsvWriterOptions Writing = new()
    {
        NewLine = "\n", ShouldQuote = (field, _, _, _) => field is [' ', ..] or [.., ' '],
    };

    private static readonly CsvReaderOptions Reading = new()
    {
        Separator = ',', MalformedData = CsvMalformedDataHandling.Throw, MissingField = CsvMissingFieldHandling.Throw,
    };

    /// <summary>Adds rows, and the header to a new file.</summary>
    public void Append(params IEnumerable<TRow> rows)
    {
        bool isNew = !File.Exists(path);
        using var stream = new FileStream(path, FileMode.Append, FileAccess.Write, FileShare.Read);
        Write(stream, rows, isNew);
    }

    /// <summary>The rows, one at a time; none where there is no file yet.</summary>
    /// <exception cref="DataException">When one is damaged.</exception>
    public IEnumerable<TRow> Read()
    {
        if (!File.Exists(path))
        {
            yield break;
        }

        using var csv = CsvReader.Create(File.OpenRead(path), Reading);
        for (long line = 2; TryRead(csv, line, out var row); line++)
        {
            yield return row;
        }
    }

    /// <summary>
    /// Drops the rows after an update, which a run that goes on from a checkpoint makes again, and a row that was only half
    /// written when the process was killed. A table of an earlier version gets the columns of this one.
    /// </summary>
    public void TruncateAfter(long update)
    {
        if (!File.Exists(path))
        {
            return;
        }

        var (kept, dropped) = Count(update);
        if (kept == 0)
        {
            File.Delete(path);
        }
        else if (dropped > 0)
        {
            AtomicFile.Write(path, stream => Copy(stream, update));
        }

        if (kept > 0 && Lines().First() != Header())
        {
            TRow[] rows = [.. Read()];
            AtomicFile.Write(path, stream => Write(stream, rows, withHeader: true));
        }
    }

    // A row that does not begin with a number is after every update.
    private static bool IsKept(string line, long update) =>
        line.EndsWith('\n')
        && long.TryParse(line.Split(',')[0], NumberStyles.None, CultureInfo.InvariantCulture, out long its) && its <= update;

    private bool TryRead(CsvReader csv, long line, [MaybeNullWhen(false)] out TRow row)
    {
        try
        {
            bool isThere = csv.Read();
            row = isThere ? read(csv) : default;
            return isThere;
        }
        catch (Exception fault) when (fault is FormatException or OverflowException or KeyNotFoundException or IndexOutOfRangeException)
        {
            throw new DataException($"{path}:{line}: the row cannot be read: {fault.Message}", fault);
        }
    }

    private (long Kept, long Dropped) Count(long update)
    {
        long kept = 0;
        long dropped = 0;
        foreach (string line in Lines().Skip(1))
        {
            (kept, dropped) = IsKept(line, update) ? (kept + 1, dropped) : (kept, dropped + 1);
        }

        return (kept, dropped);
    }

    private void Copy(Stream to, long update)
    {
        using var writer = new StreamWriter(to, leaveOpen: true);
        foreach (var (number, line) in Lines().Index())
        {
            if (number == 0 || IsKept(line, update))
            {
                writer.Write(line);
            }
        }
    }

    private string Header()
    {
        using var header = new MemoryStream();
        Write(header, [], withHeader: true);
        return Encoding.UTF8.GetString(header.ToArray());
    }

    private void Write(Stream stream, IEnumerable<TRow> rows, bool withHeader)
    {
        using var csv = CsvWriter.Create(stream, Writing, leaveOpen: true);
        if (withHeader)
        {
            columns.WriteHeader(csv);
        }

        foreach (var row in rows)
        {
            columns.WriteRow(csv, row);
        }
    }

    /// <summary>Lines with their ends, which is how a whole one is known; a carriage return inside a text ends none.</summary>
    private IEnumerable<string> Lines()
    {
        using var reader = new StreamReader(path);
        var line = new StringBuilder();
        for (int next = reader.Read(); next >= 0; next = reader.Read())
        {
            line.Append((char)next);
            if (next == '\n')
            {
                yield return line.ToString();
                line.Clear();
            }
        }

        if (line.Length > 0)
        {
            yield return line.ToString();
        }
    }
}

/// <summary>Fields of the row where a reader stands.</summary>
public static class CsvFields
{
    /// <summary>A number that a row may lack.</summary>
    public static double? Number(this CsvReader csv, string column) => csv.GetString(column).Length == 0 ? null : csv.Parse<double>(column);

    /// <summary>A number of a column that a table of an earlier version may lack.</summary>
    public static double? NumberIfThere(this CsvReader csv, string column) => csv.TryGetFieldIndex(column, out _) ? csv.Number(column) : null;
}
