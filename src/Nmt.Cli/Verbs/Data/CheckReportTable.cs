using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Nmt.Cli.Output;
using Nmt.Data.Checks;
using Spectre.Console;

namespace Nmt.Cli.Verbs.Data;

/// <summary>
/// A check's report as human-readable tables. On a terminal they have borders and colours and fit its width; elsewhere they are
/// plain, with one line per finding and fixed columns.
/// </summary>
/// <param name="error">Standard error.</param>
/// <param name="isTerminal">Whether it is a terminal.</param>
internal sealed class CheckReportTable(TextWriter error, bool isTerminal)
{
    private static readonly HashSet<string> NumericColumns = ["lines", "words", "characters", "ratio", "unknown", "count"];

    public void Write(CheckReport report)
    {
        Render(Corpora(report.Corpora));
        error.WriteLine();
        if (report.Findings.Count > 0)
        {
            Render(Findings(report.Findings));
            error.WriteLine();
        }

        error.WriteLine(string.Join(", ", Count(report, FindingLevel.Error, "error"), Count(report, FindingLevel.Warning, "warning"), Count(report, FindingLevel.Info, "note")));
    }

    private Table Corpora(IEnumerable<CorpusCounts> corpora)
    {
        var table = Create("corpus", "file", "lines", "words", "characters", "ratio", "unknown", "scripts");
        foreach (var corpus in corpora)
        {
            foreach (var file in corpus.Source.Concat(corpus.Target))
            {
                string ratio = corpus.MedianRatio is { } median ? median.ToString("F2", CultureInfo.InvariantCulture) : "";
                string unknown = file is { Subwords: > 0 and var all, UnknownSubwords: { } some } ? Percent(some, all) : "";
                Add(table, null, corpus.Name, file.File, Number(file.Lines), Number(file.Words), Number(file.Characters), ratio, unknown, Scripts(file));
            }
        }

        return table;
    }

    private Table Findings(IEnumerable<Finding> findings)
    {
        var table = Create("level", "code", "corpus", "file", "count", "first lines", "message");
        foreach (var finding in findings)
        {
            string? style = finding.Level switch { FindingLevel.Error => "red", FindingLevel.Warning => "yellow", _ => null };
            Add(
                table, style, finding.Level.ToString().ToLowerInvariant(), finding.Code, finding.Corpus, finding.File, Number(finding.Count), finding.LineList(),
                finding.Message);
        }

        return table;
    }

    private Table Create(params string[] columns)
    {
        var table = new Table { Border = isTerminal ? TableBorder.Rounded : TableBorder.None, ShowHeaders = true };
        foreach (string column in columns)
        {
            table.AddColumn(new TableColumn(column)
            {
                NoWrap = !isTerminal, Alignment = NumericColumns.Contains(column) ? Justify.Right : Justify.Left,
            });
        }

        return table;
    }

    private static void Add(Table table, string? style, params string[] cells) => table.AddRow(
        [.. cells.Select((cell, index) => new Spectre.Console.Text(TextTableWriter.Printable(cell), index == 0 && style is not null ? Style.Parse(style) : Style.Plain))]);

    private void Render(Table table) => new TextTableWriter(error, isTerminal).Render(table);

    private static string Scripts(FileCounts file)
    {
        long all = file.Scripts.Sum(script => script.Value);
        return string.Join(", ", file.Scripts.Select(script => $"{script.Key} {Percent(script.Value, all)}"));
    }

    private static string Count(CheckReport report, FindingLevel level, string noun)
    {
        int count = report.CountOf(level);
        return $"{Number(count)} {noun}{(count == 1 ? "" : "s")}";
    }

    private static string Percent(long part, long whole) =>
        (100.0 * part / whole).ToString("0.##", CultureInfo.InvariantCulture) + "%";

    private static string Number(long number) => number.ToString("N0", CultureInfo.InvariantCulture);
}

/// <summary>A check's report as JSON, for programs; docs/data-check.md describes the fields.</summary>
internal static class CheckReportJson
{
    private static readonly JsonSerializerOptions Options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower), new FourDecimals() },
        WriteIndented = true, NewLine = "\n",
        // Paths and messages stay unescaped: the output goes to a file or a program, not into a web page.
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static void Write(CheckReport report, TextWriter output) => output.WriteLine(JsonSerializer.Serialize(
        new
        {
            Errors = report.CountOf(FindingLevel.Error),
            Warnings = report.CountOf(FindingLevel.Warning),
            Infos = report.CountOf(FindingLevel.Info),
            report.Findings,
            report.Corpora,
        },
        Options));

    /// <summary>Rounds to four decimals; ratios come from a histogram with 2.2 % wide bins anyway.</summary>
    private sealed class FourDecimals : JsonConverter<double>
    {
        public override double Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.GetDouble();

        public override void Write(Utf8JsonWriter writer, double value, JsonSerializerOptions options) =>
            writer.WriteNumberValue(Math.Round(value, 4));
    }
}
