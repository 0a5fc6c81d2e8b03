using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Nmt.Text;
using Nmt.Text.Lines;

namespace Nmt.Runs;

/// <summary>
/// A table of a run that grows row by row, the update first; each row is written at once, so that a killed run keeps what it
/// had. The format is RFC 4180's with the line ends of text files. A row is a line, by which a half-written one is known and
/// dropped: that is why no library for CSV is used, which would read on to the next line.
/// </summary>
/// <typeparam name="TRow">A row.</typeparam>
/// <param name="path">The file.</param>
/// <param name="columns">The columns in the order of the file, each with its text of a row.</param>
/// <param name="read">Creates a row from its fields.</param>
public sealed class CsvTable<TRow>(string path, IReadOnlyList<(string Name, Func<TRow, string> Text)> columns, Func<CsvRow, TRow> read)
{
    private string Header => Line(columns.Select(column => column.Name));

    /// <summary>Adds rows, and the header to a new file.</summary>
    public void Append(params IReadOnlyCollection<TRow> rows)
    {
        if (rows.Count == 0)
        {
            return;
        }

        string header = File.Exists(path) ? "" : Header;
        using var stream = new FileStream(path, FileMode.Append, FileAccess.Write, FileShare.Read);
        stream.Write(Encoding.UTF8.GetBytes(header + Text(rows)));
    }

    /// <summary>The rows, one at a time; none where there is no file yet.</summary>
    /// <exception cref="DataException">When one is damaged.</exception>
    public IEnumerable<TRow> Read()
    {
        if (!File.Exists(path))
        {
            yield break;
        }

        Dictionary<string, int> places = [];
        foreach (var (index, line) in Lines().Index())
        {
            if (index == 0)
            {
                places = Fields(line, index).Index().DistinctBy(field => field.Item).ToDictionary(field => field.Item, field => field.Index, StringComparer.Ordinal);
            }
            else
            {
                yield return Row(places, line, index);
            }
        }
    }

    /// <summary>
    /// Drops the rows after an update, which a run that resumes from a checkpoint writes again, and a row that was only half
    /// written when the process was killed. A table of an earlier version gets the columns of this one.
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
            return;
        }

        if (groups.ContainsKey(false))
        {
            var kept = Lines().Where((line, index) => index == 0 || IsKept(line, update));
            AtomicFile.WriteText(path, writer =>
            {
                foreach (string line in kept)
                {
                    writer.Write(line);
                }
            });
        }

        if (Lines().First() != Header)
        {
            AtomicFile.WriteText(path, Header + Text([.. Read()]));
        }
    }

    private static string Line(IEnumerable<string> fields) => string.Join(',', fields.Select(Quoted)) + "\n";

    // Spaces at an end are quoted too, as some programs drop them.
    private static string Quoted(string field) =>
        field.AsSpan().ContainsAny(",\"\r\n") || field is [' ', ..] or [.., ' '] ? $"\"{field.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : field;

    // A row that does not begin with a number is after every update.
    private static bool IsKept(string line, long update) =>
        line.EndsWith('\n')
        && long.TryParse(line.Split(',')[0], NumberStyles.None, CultureInfo.InvariantCulture, out long its) && its <= update;

    private string Text(IEnumerable<TRow> rows) => string.Concat(rows.Select(row => Line(columns.Select(column => column.Text(row)))));

    private TRow Row(Dictionary<string, int> places, string line, int index)
    {
        try
        {
            return read(new CsvRow(places, Fields(line, index)));
        }
        catch (Exception fault) when (fault is FormatException or OverflowException)
        {
            throw Damaged(index, fault);
        }
    }

    private string[] Fields(string line, int index)
    {
        try
        {
            return CsvRow.Split(line.TrimEnd('\n', '\r'));
        }
        catch (FormatException fault)
        {
            throw Damaged(index, fault);
        }
    }

    private DataException Damaged(int index, Exception fault) => new($"{path}:{index + 1}: the row cannot be read: {fault.Message}", fault);

    /// <summary>Lines with their ends; a carriage return inside a text ends none.</summary>
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

/// <summary>The fields of a row, by the names of their columns.</summary>
public sealed partial class CsvRow
{
    private readonly Dictionary<string, int> _places;
    private readonly string[] _fields;

    internal CsvRow(Dictionary<string, int> places, string[] fields)
    {
        (_places, _fields) = (places, fields);
        if (fields.Length != places.Count)
        {
            throw new FormatException($"it has {fields.Length} fields, the header {places.Count}.");
        }
    }

    /// <summary>Whether there is a column: a table of an earlier version may lack it.</summary>
    public bool Has(string column) => _places.ContainsKey(column);

    /// <summary>A field as it is.</summary>
    /// <exception cref="FormatException">When there is no such column.</exception>
    public string Text(string column) =>
        _places.TryGetValue(column, out int place) ? _fields[place] : throw new FormatException($"The CSV header has no column named '{column}'.");

    /// <summary>A whole number.</summary>
    public long Count(string column) => long.Parse(Text(column), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);

    /// <summary>A number.</summary>
    public double Number(string column) => double.Parse(Text(column), NumberStyles.Float, CultureInfo.InvariantCulture);

    /// <summary>A number where there is one.</summary>
    public double? NumberOrNone(string column) => Text(column).Length == 0 ? null : Number(column);

    /// <summary>Splits a line of RFC 4180's format.</summary>
    /// <exception cref="FormatException">When a quote is misplaced.</exception>
    internal static string[] Split(string line)
    {
        if (!line.Contains('"', StringComparison.Ordinal))
        {
            return line.Split(',');
        }

        var fields = new List<string>();
        for (int start = 0; ;)
        {
            var field = Field().Match(line, start);
            if (!field.Success)
            {
                throw new FormatException($"a quote is misplaced in field {fields.Count + 1}.");
            }

            fields.Add(field.Groups["text"].Value.Replace("\"\"", "\"", StringComparison.Ordinal));
            start += field.Length;
            if (field.Groups["end"].Length == 0)
            {
                return [.. fields];
            }
        }
    }

    [GeneratedRegex("\\G(?:\"(?<text>(?>[^\"]+|\"\")*)\"|(?<text>[^\",]*))(?<end>,|\\z)")]
    private static partial Regex Field();
}
