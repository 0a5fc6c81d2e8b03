using System.Globalization;
using System.Text.RegularExpressions;

namespace Nmt.EndToEnd.Tests.Translating;

[Collection(TrainedRunCollection.Name)]
public sealed partial class NBestTests(TrainedRun run)
{
    [Fact]
    public void Each_sentence_has_the_requested_number_of_translations_best_first()
    {
        // When
        var result = run.Translate("one two three\nfour\n", "--beam", "4", "--nbest", "3");

        // Then
        var rows = result.OutputLines.Select(line => Row().Match(line)).ToList();
        Assert.All(rows, row => Assert.True(row.Success));
        Assert.Equal(["0", "0", "0", "1", "1", "1"], rows.Select(row => row.Groups["number"].Value));
        Assert.All(rows, row => Assert.True(Number(row, "logprob") <= 0));
        Assert.All(
            rows.GroupBy(row => row.Groups["number"].Value),
            sentence => Assert.Equal(sentence.Select(row => Number(row, "score")).OrderDescending(), sentence.Select(row => Number(row, "score"))));
    }

    [Fact]
    public void First_translation_is_the_one_returned_without_a_list()
    {
        // When
        var list = run.Translate("one two three\nfour\n", "--beam", "4", "--nbest", "2");
        var best = run.Translate("one two three\nfour\n", "--beam", "4");

        // Then
        Assert.Equal(best.OutputLines, list.OutputLines.Where((_, i) => i % 2 == 0).Select(line => Row().Match(line).Groups["text"].Value));
    }

    [Fact]
    public void Greedy_search_is_a_beam_of_one()
    {
        // When
        var greedy = run.Translate("one two three four five\n", "--beam", "1");
        var list = run.Translate("one two three four five\n", "--beam", "1", "--nbest", "1");

        // Then
        Assert.Equal(Assert.Single(greedy.OutputLines), Row().Match(Assert.Single(list.OutputLines)).Groups["text"].Value);
    }

    [Fact]
    public void Blank_line_keeps_its_number()
    {
        // When
        var result = run.Translate("\none\n", "--nbest", "1");

        // Then
        Assert.Equal("0 |||  ||| 0.0000 ||| 0.0000", result.OutputLines[0]);
        Assert.Equal("1", Row().Match(result.OutputLines[1]).Groups["number"].Value);
        Assert.Equal(2, result.OutputLines.Count);
    }

    private static double Number(Match row, string group) => double.Parse(row.Groups[group].Value, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"^(?<number>\d+) \|\|\| (?<text>.*) \|\|\| (?<logprob>-?\d+\.\d{4}) \|\|\| (?<score>-?\d+\.\d{4})$")]
    private static partial Regex Row();
}
