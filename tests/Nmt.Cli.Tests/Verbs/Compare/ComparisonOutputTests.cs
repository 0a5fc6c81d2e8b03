using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using CsvHelper;
using Nmt.Cli.Output;
using Nmt.Cli.Verbs.Compare;
using Nmt.TestKit;

namespace Nmt.Cli.Tests.Verbs.Compare;

public sealed partial class ComparisonOutputTests
{
    [Fact]
    public void Tables_have_every_run_and_score()
    {
        // When
        using var output = new StringWriter();
        new TextTableWriter(output, isTerminal: false).Write(ComparisonTables.Create(SomeComparison.Create()));
        string[] lines = output.ToString().Split('\n');

        // Then: the baseline has no p-value, a run without attention a dash.
        Assert.Matches(@"^run +BLEU ↑ +chrF2 ↑ +TER ↓ AER ↓$", lines[1]);
        Assert.Matches(@"^a +\d+\.\d\d ± \d+\.\d\d +\d+\.\d\d ± \d+\.\d\d +\d+\.\d\d ± \d+\.\d\d 50\.00$", lines[2]);
        Assert.Matches(@"^b <x>( +\d+\.\d\d ± \d+\.\d\d \(p=0\.\d{4}\)\*?){3} +–$", lines[3]);
        Assert.Contains("BLEU by source length in words", lines);
        Assert.Contains(lines, line => Regex.IsMatch(line, @"^ +4-5 +2 +\d+\.\d\d +\d+\.\d\d$"));
        Assert.Contains(lines, line => Regex.IsMatch(line, @"^a +12,345 90 of 100 +1\.50 +1:02:05 +1,23[45] cpu, 2 threads$"));
        Assert.Contains(lines, line => Regex.IsMatch(line, @"^b <x> +0 +0 +0\.00 +0:00:00 +– –$"));
        Assert.Contains(lines, line => Regex.IsMatch(line, @"^model\.attention\.type +general +additive$"));
    }

    [Fact]
    public void Equal_scores_are_not_marked_as_a_significant_difference()
    {
        // Given: sacreBLEU's p-value is 1 / 1001 here.
        var comparison = SomeComparison.Create();
        var same = comparison.Runs[0] with { Scores = [.. comparison.Runs[0].Scores.Select(score => score with { PValue = 1 / 1001.0 })] };

        // When
        var row = ComparisonTables.Create(comparison with { Runs = [comparison.Runs[0], same] })[0].Rows[1];

        // Then
        Assert.All(row.Skip(1).Take(3), cell => Assert.EndsWith("(p=0.0010)", cell, StringComparison.Ordinal));
    }

    [Fact]
    public void Without_gold_alignments_there_is_no_error_rate()
    {
        // When
        var scores = ComparisonTables.Create(SomeComparison.Create(hasGold: false))[0];

        // Then
        Assert.DoesNotContain(scores.Columns, column => column.Name.Contains("AER", StringComparison.Ordinal));
        Assert.DoesNotContain(scores.Notes, note => note.Contains("AER", StringComparison.Ordinal));
    }

    [Fact]
    public void Csv_has_a_row_per_run_with_all_numbers()
    {
        // Given
        var comparison = SomeComparison.Create();
        using var output = new StringWriter();

        // When
        ComparisonCsv.Write(comparison, output);

        // Then
        var rows = Rows(output.ToString());
        Assert.Equal(["a", "b <x>"], rows.Select(row => row["run"]));
        Assert.Equal(comparison.Runs[1].Scores[0].Score, Number(rows[1]["bleu"]), 5);
        Assert.Equal(comparison.Runs[1].Scores[2].PValue!.Value, Number(rows[1]["ter_p"]), 5);
        Assert.Equal(comparison.Runs[0].BleuByLength[2], Number(rows[0]["bleu_words_6+"]), 5);
        Assert.Equal(("2", "50", "", ""), (rows[0]["sentences_words_1-3"], rows[0]["aer"], rows[1]["aer"], rows[0]["bleu_p"]));
        Assert.Equal(comparison.Metrics[0].Signature, rows[0]["bleu_signature"]);
    }

    [Fact]
    public void Json_has_all_numbers()
    {
        // Given
        var comparison = SomeComparison.Create();

        // When
        var root = JsonDocument.Parse(Json(comparison)).RootElement;

        // Then
        Assert.Equal(("a", "paired_bootstrap", 1000, 12345), (
            root.GetProperty("significance").GetProperty("baseline").GetString(), root.GetProperty("significance").GetProperty("test").GetString(),
            root.GetProperty("significance").GetProperty("samples").GetInt32(), root.GetProperty("significance").GetProperty("seed").GetInt32()));
        var runs = root.GetProperty("runs");
        Assert.Equal("b <x>", runs[1].GetProperty("run").GetString());
        Assert.Equal(comparison.Runs[1].Scores[1].PValue!.Value, runs[1].GetProperty("scores").GetProperty("chrf").GetProperty("p_value").GetDouble(), 6);
        Assert.Equal(50, runs[0].GetProperty("aer").GetProperty("rate").GetDouble());
        Assert.Equal(JsonValueKind.Null, runs[1].GetProperty("aer").ValueKind);
        Assert.Equal(3, runs[1].GetProperty("bleu_by_length").GetArrayLength());
        Assert.Equal(2, root.GetProperty("lengths")[0].GetProperty("sentences").GetInt32());
        Assert.Equal(["general", "additive"], root.GetProperty("differing_settings").GetProperty("model.attention.type").EnumerateArray().Select(value => value.GetString()));
        // A diverged validation has no loss that JSON could write.
        Assert.Equal(JsonValueKind.Null, runs[0].GetProperty("validations")[1].GetProperty("loss").ValueKind);
    }

    [Fact]
    public void Every_field_and_column_is_documented()
    {
        // Given
        string page = File.ReadAllText(Path.Combine(RepositoryRoot.Path, "docs", "compare.md"));
        using var csv = new StringWriter();
        ComparisonCsv.Write(SomeComparison.Create(), csv);

        // Then
        string[] fields = [.. FieldName().Matches(Json(SomeComparison.Create())).Select(match => match.Groups["name"].Value).Distinct()];
        string[] columns = [.. csv.ToString().Split('\n')[0].Split(',').Where(column => !column.Contains("_words_", StringComparison.Ordinal))];
        Assert.Contains("bleu_by_length", fields);
        Assert.Contains("aer_recall", columns);
        Assert.All(fields.Concat(columns), field => Assert.Contains($"`{field}`", page, StringComparison.Ordinal));
    }

    [Fact]
    public void Page_has_the_tables_and_the_charts_and_escapes_names()
    {
        // Given
        using var output = new StringWriter();

        // When
        ComparisonHtml.Write(SomeComparison.Create(), output);

        // Then
        string page = output.ToString();
        Assert.DoesNotContain("<x>", page, StringComparison.Ordinal);
        XNamespace html = "http://www.w3.org/1999/xhtml";
        var document = XDocument.Parse(page);
        Assert.Equal(["Scores", "BLEU by source length in words", "Runs", "Models", "Settings that differ"], document.Descendants(html + "h2").Select(title => title.Value));
        Assert.Contains(document.Descendants(html + "th"), cell => cell.Value == "b <x>");
        Assert.Equal(
            ["BLEU of the test set by source length in words", "BLEU of the validation set by update", "Perplexity of the validation set by update", "BLEU of the validation set by minutes of training"],
            document.Descendants(html + "figcaption").Select(caption => caption.Element(html + "strong")!.Value));
    }

    private static string Json(RunComparison comparison)
    {
        using var output = new StringWriter();
        ComparisonJson.Write(comparison, output);
        return output.ToString();
    }

    private static List<Dictionary<string, string>> Rows(string text)
    {
        using var csv = CsvReader.Create(new StringReader(text), new CsvReaderOptions { Separator = ',' });
        string[] columns = text.Split('\n')[0].Split(',');
        var rows = new List<Dictionary<string, string>>();
        while (csv.Read())
        {
            rows.Add(columns.ToDictionary(column => column, column => csv.GetString(column)));
        }

        return rows;
    }

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);

    [GeneratedRegex("\"(?<name>[a-z_]+)\":", RegexOptions.ExplicitCapture)]
    private static partial Regex FieldName();
}
