using System.Globalization;
using System.Text;
using CsvHelper;
using Nmt.Text;
using Nmt.Text.Lines;

namespace Nmt.Runs;

/// <summary>
/// A table of a run that grows row by row; the first column is the update. Each row is written immediately, so that a killed run
/// keeps its rows. A row is a line; one without a line end is incomplete.
/// </summary>
/// <typeparam name="TRow">A row.</typeparam>
/// <param name="path">The file.</param>
/// <param name="columns">The columns in file order, each with a function that formats it.</param>
/// <param name="read">Creates a row from the reader's current record.</param>
public sealed class CsvTable<TRow>(string path, IReadOnlyList<(string Name, Func<TRow, string> Text)> columns, Func<CsvReader, TRow> read)
{
    // RFC 4180 with \n line ends; leading and trailing spaces are quoted too, because some programs drop them.
    private static readonly CsvWriterOptions Writing = new()
    {
        NewLine = "\n", ShouldQuote = (field, _, _, _) => field is [' ', ..] or [.., ' '],
    };

    private static readonly CsvReaderOptions Reading = new()
    {
        Separator = ',', MalformedData = CsvMalformedDataHandling.Throw, MissingField = CsvMissingFieldHandling.Throw,
    };

    /// <summary>Appends rows; a new file also gets the header.</summary>
    public void Append(params IReadOnlyCollection<TRow> rows)
    {
        if (rows.Count == 0)
        {
            return;
        }

        bool isNew = !File.Exists(path);
        using var stream = new FileStream(path, FileMode.Append, FileAccess.Write, FileShare.Read);
        using var csv = CsvWriter.Create(stream, Writing, leaveOpen: true);
        if (isNew)
        {
            WriteRecord(csv, columns.Select(column => column.Name));
        }

        foreach (var row in rows)
        {
            WriteRecord(csv, columns.Select(column => column.Text(row)));
        }
    }

    /// <summary>Reads the rows one at a time; there are none if the file does not exist.</summary>
    /// <exception cref="DataException">When a row is damaged.</exception>
    public IEnumerable<TRow> Read()
    {
        if (!File.Exists(path))
        {
            yield break;
        }

        using var csv = CsvReader.Create(File.OpenRead(path), Reading);
        for (int line = 2; Advance(csv, line); line++)
        {
            yield return Row(csv, line);
        }
    }

    /// <summary>
    /// Drops the rows after an update, which a run that resumes from a checkpoint writes again, and an incomplete row that a
    /// killed process left.
    /// </summary>
    public void TruncateAfter(long update)
    {
        if (!File.Exists(path))
        {
            return;
        }

        var groups = Lines().Skip(1).CountBy(line => IsKept(line, update)).ToDictionary();
        if (!groups.ContainsKey(true))
        {
            File.Delete(path);
        }
        else if (groups.ContainsKey(false))
        {
            AtomicFile.WriteText(path, writer =>
            {
                foreach (string line in Lines().Where((line, index) => index == 0 || IsKept(line, update)))
                {
                    writer.Write(line);
                }
            });
        }
    }

    private static void WriteRecord(CsvWriter csv, IEnumerable<string> fields)
    {
        foreach (string field in fields)
        {
            csv.WriteField(field);
        }

        csv.EndRecord();
    }

    // A row that does not begin with a number is always dropped.
    private static bool IsKept(string line, long update) =>
        line.EndsWith('\n')
        && long.TryParse(line.Split(',')[0], NumberStyles.None, CultureInfo.InvariantCulture, out long rowUpdate) && rowUpdate <= update;

    private bool Advance(CsvReader csv, int line) => Try(line, csv.Read);

    private TRow Row(CsvReader csv, int line) => Try(line, () => read(csv));

    private T Try<T>(int line, Func<T> action)
    {
        try
        {
            return action();
        }
        catch (Exception fault) when (fault is FormatException or OverflowException or KeyNotFoundException or IndexOutOfRangeException)
        {
            throw new DataException($"{path}:{line}: the row cannot be read: {fault.Message}", fault);
        }
    }

    /// <summary>Lines including their line ends; a carriage return inside a text does not end a line.</summary>
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
