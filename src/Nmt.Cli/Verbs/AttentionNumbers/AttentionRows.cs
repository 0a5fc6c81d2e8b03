using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Nmt.Cli.Output;

namespace Nmt.Cli.Verbs.AttentionNumbers;

/// <summary>Writes one row per translation, for programs; docs/plot-attention.md describes the fields.</summary>
internal static class AttentionRows
{
    private const int Decimals = 6;

    // Letters of all languages stay unescaped: this is not HTML.
    private static readonly JsonSerializerOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static readonly string[] Columns =
    [
        "sentence", "rank", "source", "translation", "source_words", "target_words", "target_subwords", "entropy_bits", "entropy_share",
        "unattended_share", "unattended", "end_share", "end", "aer",
    ];

    /// <summary>Comma-separated values; lists are separated by spaces.</summary>
    public static void WriteCsv(IEnumerable<AttendedSentence> sentences, TextWriter output) => CsvText.Write(output, [Columns, .. sentences.Select(Row)]);

    /// <summary>One JSON object per line.</summary>
    public static void WriteJsonLines(IEnumerable<AttendedSentence> sentences, TextWriter output)
    {
        foreach (var sentence in sentences)
        {
            var statistics = sentence.Statistics;
            output.Write(new JsonObject
            {
                ["sentence"] = sentence.Number,
                ["rank"] = sentence.Rank,
                ["source"] = sentence.Source,
                ["translation"] = sentence.Translation,
                ["source_words"] = statistics.SourceWords,
                ["target_words"] = statistics.TargetWords,
                ["target_subwords"] = statistics.Rows,
                ["entropy_bits"] = Math.Round(sentence.EntropyBits, Decimals),
                ["entropy_share"] = Math.Round(sentence.EntropyShare, Decimals),
                ["unattended_share"] = Math.Round(Share(sentence.Unattended.Count, statistics.SourceWords), Decimals),
                ["unattended"] = Words(sentence.Unattended),
                ["end_share"] = Math.Round(Share(sentence.AttendingToEnd.Count, statistics.TargetWords), Decimals),
                ["end"] = Words(sentence.AttendingToEnd),
                ["aer"] = sentence.ErrorRate is { } rate ? Math.Round(rate.Rate, Decimals) : null,
            }.ToJsonString(Readable));
            output.Write('\n');
        }
    }

    /// <summary>A part of a whole; 0 of nothing.</summary>
    internal static double Share(long part, long whole) => whole == 0 ? 0 : (double)part / whole;

    private static string[] Row(AttendedSentence sentence)
    {
        var statistics = sentence.Statistics;
        return
        [
            Text(sentence.Number), Text(sentence.Rank), sentence.Source, sentence.Translation, Text(statistics.SourceWords), Text(statistics.TargetWords),
            Text(statistics.Rows), Text(sentence.EntropyBits), Text(sentence.EntropyShare),
            Text(Share(sentence.Unattended.Count, statistics.SourceWords)), string.Join(' ', sentence.Unattended.Select(word => word.Word)),
            Text(Share(sentence.AttendingToEnd.Count, statistics.TargetWords)), string.Join(' ', sentence.AttendingToEnd.Select(word => word.Word)),
            sentence.ErrorRate is { } rate ? Text(rate.Rate) : "",
        ];
    }

    private static JsonArray Words(IReadOnlyList<AttendedWord> words) =>
        new([.. words.Select(word => new JsonObject { ["position"] = word.Position, ["word"] = word.Word })]);

    private static string Text(double value) => value.ToString("0.######", CultureInfo.InvariantCulture);
}

/// <summary>Shows a report as tables, for humans.</summary>
internal static class AttentionTables
{
    /// <summary>One row per translation.</summary>
    public static TextTable Sentences(AttentionReport report)
    {
        bool hasGold = report.ErrorRate is not null;
        bool hasRanks = report.Sentences.Any(sentence => sentence.Rank > 1);
        return new TextTable(
            "Attention of each translation",
            [
                new("sentence"), .. hasRanks ? [new TextColumn("rank")] : Array.Empty<TextColumn>(), new("source words"), new("target words"),
                new("entropy (bits)"), new("of max."), .. hasGold ? [new TextColumn("AER")] : Array.Empty<TextColumn>(),
                new("unattended source words", IsNumber: false), new("target words that attend to the end", IsNumber: false),
            ],
            [.. report.Sentences.Select(sentence => (IReadOnlyList<string>)
            [
                Text(sentence.Number), .. hasRanks ? [Text(sentence.Rank)] : Array.Empty<string>(), Text(sentence.Statistics.SourceWords),
                Text(sentence.Statistics.TargetWords), Text(sentence.EntropyBits, "F2"), Percent(sentence.EntropyShare),
                .. hasGold ? [Text(sentence.ErrorRate!.Rate, "F1")] : Array.Empty<string>(),
                string.Join(", ", sentence.Unattended.Select(word => word.Word)), string.Join(", ", sentence.AttendingToEnd.Select(word => word.Word)),
            ])]);
    }

    /// <summary>One row per statistic of all translations.</summary>
    public static TextTable Corpus(AttentionReport report)
    {
        var all = report.Corpus;
        return new TextTable(
            string.Create(CultureInfo.InvariantCulture, $"Attention of {report.Run}: {all.Translations:N0} translations"),
            [new("statistic", IsNumber: false), new("value")],
            [
                ["entropy per target subword", string.Create(CultureInfo.InvariantCulture, $"{all.EntropyBits:F3} bits")],
                ["as a share of its maximum", Percent(all.EntropyShare)],
                [string.Create(CultureInfo.InvariantCulture, $"source words that receive less than {report.MinAttention}"), Count(all.Unattended, all.SourceWords)],
                ["target words that attend most to the end of sentence", Count(all.AttendingToEnd, all.TargetWords)],
                .. report.ErrorRate is { } rate
                    ? [["alignment error rate", string.Create(CultureInfo.InvariantCulture, $"{rate.Rate:F1} (precision {rate.Precision:F1}, recall {rate.Recall:F1})")]]
                    : Array.Empty<string[]>(),
            ]);
    }

    private static string Count(long part, long whole) =>
        string.Create(CultureInfo.InvariantCulture, $"{part:N0} of {whole:N0} ({Percent(AttentionRows.Share(part, whole))})");

    private static string Percent(double share) => string.Create(CultureInfo.InvariantCulture, $"{100 * share:F1} %");

    private static string Text(double value, string format = "F0") => value.ToString(format, CultureInfo.InvariantCulture);
}
