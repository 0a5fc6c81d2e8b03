namespace Nmt.Metrics.Tests;

public sealed class BleuAccumulatorTests
{
    [Fact]
    public void Two_halves_joined_score_as_the_whole()
    {
        // Given
        string[] hypotheses = ["a b c d e", "a c b d", "x a b c d"];
        string[] references = ["a b c d f", "a b c d", "a b c d"];
        var metric = new BleuMetric();
        BleuAccumulator first = metric.NewAccumulator();
        BleuAccumulator second = metric.NewAccumulator();

        // When
        first.Add(hypotheses[0], references[0]);
        second.Add(hypotheses[1], references[1]);
        second.Add(hypotheses[2], references[2]);
        first.Add(second);

        // Then
        Assert.Equal(metric.CorpusScore(hypotheses, [references]).Format(), first.Score().Format());
        Assert.Equal(3, first.SegmentCount);
    }

    [Fact]
    public void Segments_with_different_numbers_of_references_are_signed_var()
    {
        // Given
        BleuAccumulator corpus = new BleuMetric().NewAccumulator();

        // When
        corpus.Add("a", "a", null);
        corpus.Add("a", "a", "b");

        // Then
        Assert.StartsWith("nrefs:var|", corpus.Score().Signature.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Accumulators_with_different_options_do_not_join()
    {
        BleuAccumulator cased = new BleuMetric().NewAccumulator();
        BleuAccumulator lowercased = new BleuMetric(new BleuOptions { Lowercase = true }).NewAccumulator();

        Assert.Throws<ArgumentException>(() => cased.Add(lowercased));
    }
}
