using System.Text.Json;
using System.Text.RegularExpressions;
using CsvHelper;
using Nmt.Cli.Console;
using Nmt.Cli.Verbs.AttentionNumbers;
using Nmt.Metrics.Alignment;
using Nmt.TestKit;
using Nmt.Text.Subwords;
using Nmt.Translation.Attention;

namespace Nmt.Cli.Tests.Verbs.AttentionNumbers;

public sealed class AttentionReportTests
{
    // Source words "sour" (two subwords) and "ce"; target words "ab" (two subwords) and "c".
    private static readonly SentenceAttention Attention = new(
        [new(5, "▁so"), new(6, "ur"), new(7, "▁ce"), End], [new(8, "▁a"), new(9, "b"), new(10, "▁c"), End],
        new[,] { { 0.5f, 0.5f, 0, 0 }, { 1, 0, 0, 0 }, { 0.1f, 0.2f, 0.1f, 0.6f }, { 0, 0, 0, 1 } });

    private static LabelledSubword End => new(2, "</s>") { IsControl = true };

    [Fact]
    public void Sentence_has_the_entropy_of_its_subwords_and_the_attention_of_its_words()
    {
        // When
        var report = Report(gold: null);

        // Then: rows of 1 bit, 0 bits and 1.571 bits (by hand: 0.332 + 0.464 + 0.332 + 0.442).
        var sentence = Assert.Single(report.Sentences);
        Assert.Equal((1 + 0 + 1.570951) / 3, sentence.EntropyBits, 5);
        Assert.Equal((1 + 0 + 1.570951) / 3 / 2, sentence.EntropyShare, 5);
        // "sour" receives 1 + 0.3, "ce" 0.1; "c" has 0.3 and 0.1 for words and 0.6 for the end.
        Assert.Equal([new AttendedWord(1, "ce")], sentence.Unattended);
        Assert.Equal([new AttendedWord(1, "c")], sentence.AttendingToEnd);
        Assert.Null(sentence.ErrorRate);
    }

    [Fact]
    public void Error_rate_is_that_of_one_link_per_target_word_and_ignores_the_ends()
    {
        // When: links 0-0 and 0-1, of which the first is sure.
        var report = Report(WordAlignment.Parse("0-0 1-1"));

        // Then: 1 - (1 + 1) / (2 + 2).
        Assert.Equal(50, report.ErrorRate!.Rate, 9);
        Assert.Equal(50, report.Sentences[0].ErrorRate!.Rate, 9);
    }

    [Fact]
    public void Model_without_attention_has_nothing_to_report()
    {
        // Given
        var report = new AttentionReport("runs/x", 0.2, null);

        // When
        var fault = Assert.Throws<UsageException>(() => report.Add(1, 1, "a", "b", Attention with { Weights = null }));

        // Then
        Assert.Equal("runs/x has no attention to report", fault.Message);
    }

    [Fact]
    public void Csv_and_json_lines_have_the_same_fields_which_are_documented()
    {
        // Given
        var report = Report(WordAlignment.Parse("0-0 1-1"));
        string page = File.ReadAllText(Path.Combine(RepositoryRoot.Path, "docs", "plot-attention.md"));
        using var csv = new StringWriter();
        using var json = new StringWriter();

        // When
        AttentionRows.WriteCsv(report.Sentences, csv);
        AttentionRows.WriteJsonLines(report.Sentences, json);

        // Then
        var root = JsonDocument.Parse(Assert.Single(json.ToString().TrimEnd('\n').Split('\n'))).RootElement;
        string[] columns = csv.ToString().Split('\n')[0].Split(',');
        Assert.Equal(columns, root.EnumerateObject().Select(field => field.Name));
        Assert.All(columns, column => Assert.Contains($"`{column}`", page, StringComparison.Ordinal));
        using var reader = CsvReader.Create(new StringReader(csv.ToString()), new CsvReaderOptions { Separator = ',' });
        Assert.True(reader.Read());
        Assert.Equal(("a \"source\", quoted", "ce", "c", "50"), (reader.GetString("source"), reader.GetString("unattended"), reader.GetString("end"), reader.GetString("aer")));
        Assert.Equal((1, "ce"), (root.GetProperty("unattended")[0].GetProperty("position").GetInt32(), root.GetProperty("unattended")[0].GetProperty("word").GetString()));
        Assert.Equal(0.5, root.GetProperty("end_share").GetDouble());
    }

    [Fact]
    public void Tables_show_the_sentences_and_the_corpus()
    {
        // Given
        var report = Report(WordAlignment.Parse("0-0 1-1"));

        // Then
        Assert.Equal(["1", "2", "2", "0.86", "42.8 %", "50.0", "ce", "c"], AttentionTables.Sentences(report).Rows[0]);
        string[] values = [.. AttentionTables.Corpus(report).Rows.Select(row => row[1])];
        Assert.Equal(["0.857 bits", "42.8 %", "1 of 2 (50.0 %)", "1 of 2 (50.0 %)", "50.0 (precision 50.0, recall 50.0)"], values);
        Assert.DoesNotMatch(new Regex("rank"), string.Join(' ', AttentionTables.Sentences(report).Columns.Select(column => column.Name)));
    }

    private static AttentionReport Report(WordAlignment? gold)
    {
        var report = new AttentionReport("runs/x", 0.2, gold is null ? null : [gold]);
        report.Add(1, 1, "a \"source\", quoted", "ab c", Attention);
        return report;
    }
}
