using CsvHelper;

namespace Nmt.Cli.Output;

/// <summary>Writes comma-separated values by RFC 4180, with <c>\n</c> line ends; leading and trailing spaces are quoted, as some programs drop them.</summary>
internal static class CsvText
{
    private static readonly CsvWriterOptions Options = new()
    {
        NewLine = "\n", ShouldQuote = (field, _, _, _) => field is [' ', ..] or [.., ' '],
    };

    /// <summary>Writes rows, the header first.</summary>
    public static void Write(TextWriter output, IEnumerable<IEnumerable<string>> rows)
    {
        using var csv = CsvWriter.Create(output, Options, leaveOpen: true);
        foreach (var row in rows)
        {
            foreach (string field in row)
            {
                csv.WriteField(field);
            }

            csv.EndRecord();
        }
    }
}
