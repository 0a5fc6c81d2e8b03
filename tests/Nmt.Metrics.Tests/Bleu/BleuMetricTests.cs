using Nmt.Metrics.Bleu;
using Nmt.Metrics.Statistics;

namespace Nmt.Metrics.Tests.Bleu;

public sealed class BleuMetricTests
{
    // Score, precisions, brevity penalty. Every number is computed by hand from the definition:
    // score = BP * (p1 * p2 * p3 * p4)^(1/4), BP = e^(1 - r/c) where c < r.
    public static TheoryData<string, string[], string[], double[], double, double> HandComputed => new()
    {
        // All orders 100; BP 1.
        { "perfect match", ["a b c d e"], ["a b c d e"], [100, 100, 100, 100], 1, 100 },

        // No unigram matches: 0, and no smoothing helps.
        { "no match", ["a b c d e"], ["v w x y z"], [0, 0, 0, 0], 1, 0 },

        // No output at all: the penalty is 0.
        { "empty hypothesis", [""], ["a b c d"], [0, 0, 0, 0], 0, 0 },

        // 3/3 2/2 1/1 but no 4-gram: p4 = 0, so 0 without effective order.
        { "short hypothesis", ["a b c"], ["a b c"], [100, 100, 100, 0], 1, 0 },

        // 5/5 4/4 3/3 2/2; c = 5, r = 6: BP = e^(1 - 6/5) = e^-0.2 = 0.8187307530779818.
        { "brevity penalty", ["a b c d e"], ["a b c d e f"], [100, 100, 100, 100], 0.8187307530779818, 81.87307530779818 },

        // Longer than the reference: 5/6 4/5 3/4 2/3, BP 1. 5/6*4/5*3/4*2/3 = 1/3; (1/3)^(1/4) = 0.7598356856515925.
        { "too long", ["a b c d e f"], ["a b c d e"], [83.33333333333333, 80, 75, 66.66666666666667], 1, 75.98356856515925 },

        // The paper's example: "the" occurs twice in the reference, so 2 of 7 match. No bigram matches: exponential
        // smoothing gives 100/(2*6), 100/(4*5), 100/(8*4). 2/7 * 1/12 * 1/20 * 1/32 = 1/26880, whose
        // fourth root is the score.
        { "clipping", ["the the the the the the the"], ["the cat is on the mat"], [28.571428571428573, 8.333333333333334, 5, 3.125], 1,
            100 * Math.Pow(26880, -0.25) },

        // Summed over the corpus, not averaged over sentences: matches 4+1, totals 4+4 => 5/8; 3/6; 2/4; 1/2. 5/8*1/2*1/2*1/2 = 5/64.
        { "two segments", ["a b c d", "a x y z"], ["a b c d", "a b c d"], [62.5, 50, 50, 50], 1, 100 * Math.Pow(5.0 / 64, 0.25) },
    };

    [Theory]
    [MemberData(nameof(HandComputed))]
    public void Score_equals_the_hand_computed_value(
        string name, string[] hypotheses, string[] references, double[] precisions, double brevityPenalty, double expected)
    {
        // Given
        var metric = new BleuMetric();

        // When
        var score = metric.CorpusScore(hypotheses, [references]);

        // Then
        Assert.True(Math.Abs(expected - score.Score) < 1e-9, $"{name}: expected {expected}; got {score.Score}");
        Assert.Equal(brevityPenalty, score.BrevityPenalty, 12);
        Assert.Equal(precisions, score.Precisions.Select(precision => Math.Round(precision, 9)), (a, b) => Math.Abs(a - b) < 1e-8);
    }

    [Fact]
    public void Matches_are_clipped_at_the_highest_count_in_any_reference()
    {
        // Given: "a" twice in the first reference and three times in the second. Four in the hypothesis.
        var metric = new BleuMetric(new BleuOptions { MaxNgramOrder = 1 });

        // When
        var score = metric.SentenceScore("a a a a", ["a a b c", "a a a b"]);

        // Then: max(2, 3) = 3 of 4, not 2 + 3.
        Assert.Equal(3, score.Counts[0]);
        Assert.Equal(75, score.Score, 9);
    }

    [Theory]
    [InlineData(5, 4)] // 4 and 6 are equally close to 5: the shorter counts.
    [InlineData(7, 6)]
    [InlineData(1, 4)]
    [InlineData(20, 6)]
    public void The_reference_closest_in_length_counts(int hypothesisLength, int expected)
    {
        // Given
        string Words(int count) => string.Join(' ', Enumerable.Repeat("w", count));

        // When
        var score = new BleuMetric().SentenceScore(Words(hypothesisLength), [Words(6), Words(4)]);

        // Then
        Assert.Equal(expected, score.RefLen);
    }

    [Fact]
    public void Effective_order_scores_a_short_perfect_sentence_as_perfect()
    {
        // Given
        var metric = new BleuMetric(new BleuOptions { EffectiveOrder = true });

        // When
        var score = metric.SentenceScore("a b", ["a b"]);

        // Then: the mean is over the two orders that exist.
        Assert.Equal(100, score.Score, 9);
    }

    // a b c d against a x c y: 2/4, 0/3, 0/2, 0/1.
    [Theory]
    [InlineData(BleuSmoothing.None, null, 0, 0, 0)]
    [InlineData(BleuSmoothing.Exponential, null, 16.666666666666668, 12.5, 12.5)] // 100/(2*3), 100/(4*2), 100/(8*1)
    [InlineData(BleuSmoothing.Floor, null, 3.3333333333333335, 5, 10)] // 100*0.1/3, /2, /1
    [InlineData(BleuSmoothing.Floor, 0.3, 10, 15, 30)] // 100*0.3/3, /2, /1
    [InlineData(BleuSmoothing.AddK, null, 25, 33.333333333333336, 50)] // 1/4, 1/3, 1/2
    [InlineData(BleuSmoothing.AddK, 3.0, 50, 60, 75)] // 3/6, 3/5, 3/4
    public void Smoothing_fills_the_orders_without_a_match(BleuSmoothing smoothing, double? value, double p2, double p3, double p4)
    {
        // Given
        var metric = new BleuMetric(new BleuOptions { Smoothing = smoothing, SmoothValue = value });

        // When
        var score = metric.SentenceScore("a b c d", ["a x c y"]);

        // Then
        double[] expected = [50, p2, p3, p4];
        Assert.Equal(expected, score.Precisions, (a, b) => Math.Abs(a - b) < 1e-9);
        double mean = expected.Contains(0) ? 0 : Math.Pow(expected.Aggregate((a, b) => a * b), 0.25);
        Assert.Equal(mean, score.Score, 9);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Random_corpora_score_the_same_as_with_the_naive_implementation(int referenceCount)
    {
        // Given: a few distinct words, so that n-grams of all orders match and repeat.
        var random = new Random(20240 + referenceCount);
        string[] Sentence() => [.. Enumerable.Range(0, random.Next(1, 20)).Select(_ => "abc"[random.Next(3)].ToString())];
        var metric = new BleuMetric(new BleuOptions { Tokenizer = BleuTokenizer.None, Smoothing = BleuSmoothing.None });
        int positive = 0;

        for (int round = 0; round < 200; round++)
        {
            string[][] hypotheses = [.. Enumerable.Range(0, random.Next(1, 8)).Select(_ => Sentence())];
            string[][][] references = [.. hypotheses.Select(_ => Enumerable.Range(0, referenceCount).Select(_ => Sentence()).ToArray())];
            string[][] streams = [.. Enumerable.Range(0, referenceCount)
                .Select(stream => references.Select(segment => string.Join(' ', segment[stream])).ToArray())];

            // When
            double score = metric.CorpusScore([.. hypotheses.Select(hypothesis => string.Join(' ', hypothesis))], streams).Score;

            // Then
            Assert.Equal(NaiveBleu.Score(hypotheses, references), score, 9);
            positive += score > 0 ? 1 : 0;
        }

        Assert.True(positive > 100, $"Only {positive} of 200 corpora had a score above 0: the comparison is weak.");
    }

    [Fact]
    public void A_long_segment_does_not_affect_the_next()
    {
        // Given: enough distinct words to make every table grow.
        var metric = new BleuMetric();
        string words = string.Join(' ', Enumerable.Range(0, 5000).Select(i => $"w{i}"));
        var counter = metric.CreateCounter();
        double[] longSegment = new double[metric.StatisticsWidth];
        double[] shortSegment = new double[metric.StatisticsWidth];

        // When
        counter.Count(words, [words], longSegment);
        counter.Count("w1 w2 w3 w4", ["w1 w2 x w4"], shortSegment);

        // Then
        Assert.Equal([5000, 5000, 5000, 4999, 4998, 4997, 5000, 4999, 4998, 4997], longSegment);
        Assert.Equal([4, 4, 3, 1, 0, 0, 4, 3, 2, 1], shortSegment);
    }

    [Fact]
    public void Streams_of_different_length_are_rejected()
    {
        var error = Assert.Throws<ArgumentException>(() => new BleuMetric().CorpusScore(["a", "b"], [["a", "b"], ["a"]]));

        Assert.StartsWith("Reference 2 has 1 segments; the hypotheses have 2.", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_segment_without_references_is_rejected_unless_its_hypothesis_is_empty()
    {
        var metric = new BleuMetric();

        Assert.Throws<ArgumentException>(() => metric.SentenceScore("a", [null]));
        Assert.Equal(-1, metric.SentenceScore("", [null]).RefLen);
    }
}
