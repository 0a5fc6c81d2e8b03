using Nmt.Search.Decoding;
using Nmt.TestKit.Searching;

namespace Nmt.Search.Tests.Decoding;

public sealed class SamplingSearchTests
{
    /// <summary>Log-probabilities of reserved tokens, and 0.5, 0.3, 0.2 for the words.</summary>
    private static readonly float[] Words = [-9, -9, -9, -9, MathF.Log(0.5f), MathF.Log(0.3f), MathF.Log(0.2f)];

    [Theory]
    [MemberData(nameof(DrawnWords.Cases), MemberType = typeof(DrawnWords))]
    public void Words_are_sampled_in_proportion_to_the_distribution(double temperature, int topK, double topP, double[] expected)
    {
        // Given
        var sampling = new SamplingOptions { Temperature = temperature, TopK = topK, TopP = topP };
        var options = new DecodingOptions(Some.Endless, Some.Limit(1), Some.NoPenalty);
        var search = new SamplingSearch(new FixedScorer(Words), options, sampling, Some.Streams, samples: 1000, nBest: 1000);

        // When
        var found = search.Search([[4, 2], [2], [5, 2], [6, 2]]).SelectMany(all => all).ToList();

        // Then
        Assert.Equal(4000, found.Count);
        int[] counts = [.. Enumerable.Range(0, 3).Select(word => found.Count(one => one.Tokens[0] == 4 + word))];
        Assert.Equal(4000, counts.Sum());
        Assert.InRange(DrawnWords.ChiSquare(counts, expected), 0, DrawnWords.ChiSquareLimit);
    }

    [Theory]
    [InlineData(0.001, 0, 1.0)]
    [InlineData(1.0, 1, 1.0)]
    [InlineData(1.0, 0, 0.001)]
    public void Sampling_from_the_most_probable_word_alone_is_greedy_search(double temperature, int topK, double topP)
    {
        // Given
        var options = new SamplingOptions { Temperature = temperature, TopK = topK, TopP = topP };
        for (int seed = 0; seed < 30; seed++)
        {
            var scorer = new TableScorer(Some.Vocabulary, seed);
            int[][] source = Some.Sentences(4, 5, seed);

            // When
            var drawn = new SamplingSearch(scorer, Some.Options(8), options, Some.Streams, samples: 2, nBest: 2).Search(source);

            // Then
            var greedy = Some.Greedy(scorer, limit: 8).Search(source);
            for (int i = 0; i < 4; i++)
            {
                Assert.All(drawn[i], one => Assert.Equal(greedy[i][0].Tokens, one.Tokens));
                Assert.All(drawn[i], one => Assert.Equal(greedy[i][0].LogProbability, one.LogProbability, 1e-5));
            }
        }
    }

    [Fact]
    public void Samples_depend_only_on_seed_and_number()
    {
        // Given
        var scorer = new TableScorer(Some.Vocabulary, 1);
        int[][] sentences = Some.Sentences(30, 6, seed: 2);
        DecodingConstraints[] constraints = [.. Enumerable.Range(0, 30).Select(i => new DecodingConstraints(100 + i))];
        SamplingSearch Create(int seed) => new(scorer, Some.Options(12), new SamplingOptions { Seed = seed, TopK = 3 }, Some.Streams, samples: 3, nBest: 3);

        // When
        var together = Create(1).Search(sentences, constraints);

        // Then
        for (int i = 0; i < sentences.Length; i++)
        {
            var alone = Create(1).Search([sentences[i]], [constraints[i]])[0];
            Assert.Equal(alone.Select(one => one.Tokens), together[i].Select(one => one.Tokens));
        }

        Assert.NotEqual(Texts(together), Texts(Create(2).Search(sentences, constraints)));
        Assert.NotEqual(Texts(together), Texts(Create(1).Search(sentences)));
    }

    [Fact]
    public void Segments_of_a_line_and_lines_far_apart_have_different_samples()
    {
        // Given: the same sentence as several segments of a line, and with line numbers that differ by multiples of 2^32.
        var scorer = new TableScorer(Some.Vocabulary, 1);
        var line = new DecodingConstraints(5);
        DecodingConstraints[] constraints =
        [
            line, line.ForSegment(1), line.ForSegment(2), line.ForSegment(3), new(5 + (1L << 32)), new(5 + (1L << 33)), new(5 + (1L << 34)),
        ];
        int[] sentence = Some.Sentences(1, 12, seed: 2)[0];
        var search = new SamplingSearch(scorer, Some.Options(30), new SamplingOptions { Temperature = 3 }, Some.Streams, samples: 5, nBest: 5);

        // When
        var found = search.Search([.. constraints.Select(_ => sentence)], constraints);

        // Then
        Assert.Equal(constraints.Length, found.Select(samples => string.Join(',', samples.Select(one => string.Join(' ', one.Tokens)))).Distinct().Count());
    }

    [Fact]
    public void Samples_have_the_log_probability_of_the_model_at_any_temperature()
    {
        // Given
        var scorer = new TableScorer(Some.Vocabulary, 5);
        int[][] sentences = Some.Sentences(20, 6, seed: 6);

        // When
        var found = new SamplingSearch(scorer, Some.Options(9), new SamplingOptions { Temperature = 3, TopP = 0.9 }, Some.Streams, 5, 5).Search(sentences);

        // Then
        for (int i = 0; i < sentences.Length; i++)
        {
            Assert.All(found[i], one => Assert.Equal(Some.Rescore(scorer, sentences[i], one), one.LogProbability, 1e-4));
            Assert.All(found[i], one => Assert.Equal(one.LogProbability, one.TokenLogProbabilities.Sum(), 1e-6));
        }
    }

    [Fact]
    public void Required_phrases_are_refused() => Assert.Throws<ArgumentException>(() =>
        new SamplingSearch(new FixedScorer(Words), Some.Options(3), new SamplingOptions(), Some.Streams, 1, 1)
            .Search([[2]], [new DecodingConstraints(1) { Required = [[4]] }]));

    private static List<string> Texts(IReadOnlyList<IReadOnlyList<FinishedHypothesis>> results) =>
        [.. results.SelectMany(all => all.Select(one => string.Join(' ', one.Tokens)))];
}
