using Nmt.Metrics.Ngrams;

namespace Nmt.Metrics.Tests.Ngrams;

public sealed class PackedNgramMatcherTests
{
    [Fact]
    public void Matches_equal_those_of_the_general_matcher()
    {
        var random = new Random(1);
        var packed = new PackedNgramMatcher(6);
        var general = new NgramMatcher(6);
        for (int round = 0; round < 500; round++)
        {
            // Given: a few letters, so that n-grams repeat, and occasionally a long text, so that the table grows.
            int maxLength = round % 50 == 0 ? 2000 : 30;
            int[] hypothesis = SomeText(random, maxLength);
            int[] reference = SomeText(random, maxLength);
            double[] expected = new double[6];
            double[] actual = new double[6];

            // When
            general.Reset();
            general.AddReference(reference);
            general.CountMatches(hypothesis, expected);
            Assert.True(packed.TryCountMatches(hypothesis, reference, actual));

            // Then
            Assert.Equal(expected, actual);
        }
    }

    [Fact]
    public void Characters_that_do_not_fit_are_left_to_the_general_matcher()
    {
        var packed = new PackedNgramMatcher(2);
        double[] matches = new double[2];

        Assert.False(packed.TryCountMatches([1], [0x1F600], matches));
        Assert.False(packed.TryCountMatches([1], [.. Enumerable.Range('a', 256)], matches));
        Assert.Equal([0, 0], matches);
        Assert.True(packed.TryCountMatches(['a', 0x1F600, 'b'], [.. Enumerable.Range('a', 255)], matches));
        Assert.Equal([2, 0], matches);
    }

    private static int[] SomeText(Random random, int maxLength) =>
        [.. Enumerable.Range(0, random.Next(maxLength)).Select(_ => 'a' + random.Next(4))];
}
