using Nmt.Text.SubwordTraining.Input;
using Nmt.Text.Subwords;

namespace Nmt.Text.Tests.SubwordTraining.Input;

public sealed class WordCounterTests
{
    // Word boundary marks are written as _ here.
    [Theory]
    [InlineData(false, false, "a  b a", "_a:2 _:1 _b:1")]
    [InlineData(false, true, "a  b a", "_a:2 __b:1")]
    [InlineData(true, false, "a  b a", "a_:2 _:1 b_:1")]
    [InlineData(true, true, "a  b a", "a__:1 b_:1 a_:1")]
    [InlineData(false, true, "  a ", "___a:1 _:1")]
    [InlineData(true, true, "  a ", "__:1 a__:1")]
    public void Spaces_belong_to_the_word_after_or_before_them(bool asSuffix, bool several, string line, string expected)
    {
        // Given
        var options = new SubwordTrainingOptions { WhitespaceAsSuffix = asSuffix, AllowWhitespaceOnlyPieces = several };
        var counter = new WordCounter(new NormalizerSpec { RemoveExtraWhitespaces = false }, ["<unk>"], options);

        // When
        counter.Add(line);

        // Then
        var words = counter.Counts.Select(word => $"{word.Key.Replace('\u2581', '_')}:{word.Value}");
        Assert.Equal(expected.Split(' ').Order(StringComparer.Ordinal), words.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Line_with_a_frequency_counts_that_often()
    {
        // Given
        var counter = new WordCounter(new NormalizerSpec(), ["<unk>"], new SubwordTrainingOptions());

        // When
        counter.Add("a b a", 5);
        counter.Add("b");

        // Then
        Assert.Equal((10, 6), (counter.Counts["\u2581a"], counter.Counts["\u2581b"]));
    }
}
