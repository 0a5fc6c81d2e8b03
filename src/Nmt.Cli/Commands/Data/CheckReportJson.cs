using System.Text.Encodings.Web;
using System.Text.Json;
using Nmt.Data.Checks;

namespace Nmt.Cli.Commands.Data;

/// <summary>A check's report as JSON, for programs; the fields are those of docs/data-check.md.</summary>
internal static class CheckReportJson
{
    private static readonly JsonWriterOptions Options = new()
    {
        Indented = true, NewLine = "\n",
        // Paths and messages as they are: this goes to a file or a program, not into a page.
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static void Write(CheckReport report, TextWriter output)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, Options))
        {
            json.WriteStartObject();
            json.WriteNumber("errors", report.CountOf(FindingLevel.Error));
            json.WriteNumber("warnings", report.CountOf(FindingLevel.Warning));
            json.WriteNumber("infos", report.CountOf(FindingLevel.Info));
            WriteList(json, "findings", report.Findings, Write);
            WriteList(json, "corpora", report.Corpora, Write);
            json.WriteEndObject();
        }

        output.WriteLine(System.Text.Encoding.UTF8.GetString(stream.ToArray()));
    }

    private static void Write(Utf8JsonWriter json, Finding finding)
    {
        json.WriteStartObject();
        json.WriteString("code", finding.Code);
        json.WriteString("level", LevelNames.Of(finding.Level));
        json.WriteString("corpus", finding.Corpus);
        json.WriteString("file", finding.File);
        json.WriteNumber("count", finding.Count);
        WriteList(json, "lines", finding.Lines, (writer, line) => writer.WriteNumberValue(line));
        json.WriteString("message", finding.Message);
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, CorpusStatistics corpus)
    {
        json.WriteStartObject();
        json.WriteString("name", corpus.Name);
        json.WriteNumber("pairs", corpus.Pairs);
        WriteOptional(json, "median_ratio", corpus.MedianRatio);
        WriteOptional(json, "ratio_limit", corpus.RatioLimit);
        WriteList(json, "source", corpus.Source, Write);
        WriteList(json, "target", corpus.Target, Write);
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, FileStatistics file)
    {
        json.WriteStartObject();
        json.WriteString("file", file.Path);
        json.WriteNumber("lines", file.Lines);
        json.WriteNumber("words", file.Words);
        json.WriteNumber("characters", file.Characters);
        WriteOptional(json, "subwords", file.Subwords);
        WriteOptional(json, "unknown_subwords", file.UnknownSubwords);
        json.WriteStartObject("scripts");
        foreach (var (script, lines) in file.Scripts)
        {
            json.WriteNumber(script, lines);
        }

        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void WriteList<T>(Utf8JsonWriter json, string name, IEnumerable<T> items, Action<Utf8JsonWriter, T> write)
    {
        json.WriteStartArray(name);
        foreach (var item in items)
        {
            write(json, item);
        }

        json.WriteEndArray();
    }

    private static void WriteOptional(Utf8JsonWriter json, string name, double? value)
    {
        if (value is { } number)
        {
            json.WriteNumber(name, Math.Round(number, 4));
        }
        else
        {
            json.WriteNull(name);
        }
    }

    private static void WriteOptional(Utf8JsonWriter json, string name, long? value)
    {
        if (value is { } number)
        {
            json.WriteNumber(name, number);
        }
        else
        {
            json.WriteNull(name);
        }
    }
}
