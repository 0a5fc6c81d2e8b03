using Nmt.Text.Tokenization;
using Nmt.Text.Tokenization.Training;

namespace Nmt.Text.Tests.Tokenization.Training;

public sealed class CountedLinesTests
{
    [Fact]
    public void Frequency_stands_behind_the_tab()
    {
        // When
        var lines = CountedLines.Parse(["ein Hund\t3", "\t1"], "t.tsv");

        // Then
        Assert.Equal([new CountedLine("ein Hund", 3), new CountedLine("", 1)], lines);
    }

    [Theory]
    [InlineData("Hund")]
    [InlineData("Hund\t")]
    [InlineData("Hund\t0")]
    [InlineData("Hund\t-1")]
    [InlineData("Hund\t1.5")]
    [InlineData("Hund\tlief\t2")]
    public void Line_without_one_is_named(string line)
    {
        // When
        var error = Assert.Throws<DataException>(() => CountedLines.Parse(["ein\t1", line], "t.tsv").ToList());

        // Then
        Assert.Equal($"t.tsv:2: expected text, a tab and its frequency of at least 1; got '{line}'", error.Message);
    }

    [Fact]
    public void Model_of_counted_lines_is_that_of_the_lines_themselves()
    {
        // Given
        var options = SomeTraining.OptionsOf(ModelKind.Unigram, 300);
        var counted = SomeTraining.Lines.Select((line, number) => new CountedLine(line, 1 + (number % 3))).ToList();
        var repeated = counted.SelectMany(line => Enumerable.Repeat(line.Text, (int)line.Count));

        // When
        var (fromCounts, fromLines) = (SubwordTrainer.Train(options, counted).Model, SubwordTrainer.Train(options, repeated).Model);

        // Then
        Assert.Equal(fromLines.Pieces, fromCounts.Pieces);
    }
}
