using Nmt.Metrics.Statistics;
using Nmt.Metrics.Ter;

namespace Nmt.Metrics.Tests.Ter;

public sealed class EditCounterTests
{
    [Fact]
    public void Without_shifts_the_distance_equals_the_textbook_edit_distance()
    {
        var random = new Random(1);
        var distance = new BeamEditDistance();
        for (int round = 0; round < 500; round++)
        {
            var words = SomeWords(random, 1 + random.Next(20));
            var reference = SomeWords(random, 1 + random.Next(20));

            Assert.Equal(NaiveTer.EditDistance(words, reference), distance.Compute([.. words], [.. reference]));
        }
    }

    [Fact]
    public void The_distance_after_a_shift_equals_that_of_the_shifted_words()
    {
        var random = new Random(2);
        var distance = new BeamEditDistance();
        for (int round = 0; round < 2000; round++)
        {
            // Given
            var words = SomeWords(random, 1 + random.Next(14));
            var reference = SomeWords(random, 1 + random.Next(14));
            int start = random.Next(words.Count);
            int length = 1 + random.Next(words.Count - start);
            var shift = new Shift(start, length, random.Next(words.Count + 1));
            distance.Compute([.. words], [.. reference]);

            // When
            int actual = distance.DistanceAfter(shift, [.. words], [.. reference], int.MaxValue);
            int[] applied = [.. words];
            shift.Apply(applied);

            // Then
            var expected = NaiveTer.Shift(words, shift.Start, shift.Length, shift.Target);
            Assert.Equal(expected, applied);
            Assert.Equal(NaiveTer.EditDistance(expected, reference), actual);
        }
    }

    [Fact]
    public void Edits_are_between_the_optimum_and_the_plain_distance()
    {
        var random = new Random(3);
        int helped = 0;
        for (int round = 0; round < 300; round++)
        {
            var reference = SomeWords(random, 1 + random.Next(6));
            List<int> words = [.. reference];
            int from = random.Next(words.Count);
            words.Insert(random.Next(words.Count + 1), words[from]);
            words.RemoveAt(random.Next(words.Count));

            int edits = new EditCounter().Count(words, reference);

            int plain = NaiveTer.EditDistance(words, reference);
            Assert.InRange(edits, NaiveTer.FewestEdits(words, reference, shifts: 2), plain);
            helped += edits < plain ? 1 : 0;
        }

        Assert.True(helped > 10, $"Only {helped} pairs needed a shift: the comparison is weak.");
    }

    [Theory]
    [InlineData("a b c d e", "a b c d e", 0)]
    [InlineData("d e a b c", "a b c d e", 1)] // One shift of two words.
    [InlineData("a x c", "a b c", 1)]
    [InlineData("", "a b c", 3)]
    [InlineData("a b", "", 2)]
    public void Small_cases_equal_the_hand_computed_edits(string hypothesis, string reference, long edits) =>
        Assert.Equal(edits, new TerMetric().SentenceScore(hypothesis, [reference]).Edits);

    [Fact]
    public void A_long_segment_does_not_affect_the_next()
    {
        // Given
        var counter = new EditCounter();
        var random = new Random(4);
        List<int> words = [4, 5, 1, 2, 3];
        List<int> reference = [1, 2, 3, 4, 5];

        // When
        counter.Count(SomeWords(random, 400), SomeWords(random, 300));

        // Then
        Assert.Equal(1, counter.Count(words, reference));
    }

    private static List<int> SomeWords(Random random, int count) => [.. Enumerable.Range(0, count).Select(_ => random.Next(6))];
}
