using Nmt.Text.SubwordTraining;
using Nmt.Text.SubwordTraining.Input;
using Nmt.Text.Subwords;

namespace Nmt.Text.Tests.SubwordTraining.Input;

public sealed class TrainingLinesTests
{
    [Fact]
    public void Lines_with_too_many_bytes_are_skipped_and_counted()
    {
        // Given: ten bytes, then eleven (a letter with an accent has two)
        string[] lines = ["0123456789", "012345678é"];
        var options = new SubwordTrainingOptions { MaxSentenceBytes = 10 };

        // When
        var (source, words) = Count(lines, options);

        // Then
        Assert.Equal((2, 1, 1), (source.Read, source.Used, source.TooLong));
        Assert.Equal(["\u25810123456789"], words.Counts.Keys);
    }

    [Fact]
    public void Sample_is_the_same_for_the_same_seed_and_uniform_over_lines()
    {
        // Given
        string[] lines = [.. Enumerable.Range(0, 20).Select(number => $"w{number}")];
        var drawn = new Dictionary<string, int>();
        for (int seed = 0; seed < 2000; seed++)
        {
            var options = new SubwordTrainingOptions { InputSentenceSize = 5, Seed = seed };

            // When
            var (source, words) = Count(lines, options);

            // Then
            Assert.Equal((20, 5), (source.Read, source.Used));
            Assert.Equal(words.Counts.Keys.Order(), Count(lines, options).Words.Counts.Keys.Order());
            foreach (string word in words.Counts.Keys)
            {
                drawn[word] = drawn.GetValueOrDefault(word) + 1;
            }
        }

        // 500 each on average; 5 standard deviations of 2000 draws with probability 1/4 are 97.
        Assert.Equal(20, drawn.Count);
        Assert.All(drawn.Values, times => Assert.InRange(times, 403, 597));
    }

    [Fact]
    public void Without_shuffling_the_first_lines_are_used()
    {
        // Given
        var options = new SubwordTrainingOptions { InputSentenceSize = 2, ShuffleInputSentences = false };

        // When
        var (source, words) = Count(["a", "b", "c"], options);

        // Then
        Assert.Equal(2, source.Used);
        Assert.Equal(["\u2581a", "\u2581b"], words.Counts.Keys.Order());
    }

    [Fact]
    public void Reading_error_is_passed_on_unchanged()
    {
        // Given
        static IEnumerable<string> Lines()
        {
            yield return "a";
            throw new DataException("corpus.en: line 2: invalid UTF-8");
        }

        // When
        var error = Assert.Throws<DataException>(() => Count(Lines(), new SubwordTrainingOptions()));

        // Then
        Assert.Equal("corpus.en: line 2: invalid UTF-8", error.Message);
    }

    private static (TrainingLines Source, WordCounter Words) Count(IEnumerable<string> lines, SubwordTrainingOptions options)
    {
        var source = new TrainingLines(lines.Select(line => new CountedLine(line, 1)), options);
        return (source, source.Count(() => new WordCounter(new NormalizerSpec(), ["<unk>"], new SubwordTrainingOptions())));
    }
}

public sealed class CountedLinesTests
{
    [Fact]
    public void Frequency_follows_the_tab()
    {
        // When
        var lines = CountedLines.Parse(["ein Hund\t3", "\t1"], "t.tsv");

        // Then
        Assert.Equal([new CountedLine("ein Hund", 3) { File = "t.tsv", Number = 1 }, new CountedLine("", 1) { File = "t.tsv", Number = 2 }], lines);
    }

    [Theory]
    [InlineData("Hund")]
    [InlineData("Hund\t")]
    [InlineData("Hund\t0")]
    [InlineData("Hund\t-1")]
    [InlineData("Hund\t1.5")]
    [InlineData("Hund\tlief\t2")]
    public void Line_without_a_frequency_is_reported(string line)
    {
        // When
        var error = Assert.Throws<DataException>(() => CountedLines.Parse(["ein\t1", line], "t.tsv").ToList());

        // Then
        Assert.Equal($"t.tsv:2: expected text, a tab and a frequency of at least 1; got '{line}'", error.Message);
    }

    [Fact]
    public void Counted_lines_give_the_same_model_as_repeated_lines()
    {
        // Given
        var options = SomeTraining.OptionsFor(ModelKind.Unigram, 300);
        var counted = SomeTraining.Lines.Select((line, number) => new CountedLine(line, 1 + (number % 3))).ToList();
        var repeated = counted.SelectMany(line => Enumerable.Repeat(line.Text, (int)line.Count));

        // When
        var (fromCounts, fromLines) = (SubwordTrainer.Train(options, counted).Model, SubwordTrainer.Train(options, repeated).Model);

        // Then
        Assert.Equal(fromLines.Pieces, fromCounts.Pieces);
    }
}
