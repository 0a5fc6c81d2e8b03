using System.Text;
using Nmt.Text.Subwords;
using Nmt.Text.Subwords.Sampling;
using Nmt.Text.Subwords.Segmentation;
using Nmt.Text.Subwords.SentencePiece;
using Nmt.Text.Tests.Subwords.Segmentation;
using Nmt.Text.Tests.Subwords.SentencePiece;

namespace Nmt.Text.Tests.Subwords.Sampling;

public sealed class SegmentationSamplerTests
{
    private const int Samples = 20_000;

    private static readonly Piece[] Unigram =
    [
        new("a", -1.5f, PieceKind.Normal), new("b", -2f, PieceKind.Normal), new("ab", -2.25f, PieceKind.Normal),
        new("ba", -3f, PieceKind.Normal), new("aba", -3.5f, PieceKind.Normal), new("\u00E4", -2f, PieceKind.Normal),
        new("b\u00E4", -3f, PieceKind.Normal),
    ];

    [Theory]
    [InlineData(0.0)]
    [InlineData(0.5)]
    [InlineData(1.0)]
    [InlineData(3.0)]
    public void Every_segmentation_is_sampled_with_its_probability(double alpha)
    {
        // Given
        const string text = "abab\u00E4b";
        var paths = AllPaths(text);
        var config = new SubwordRegularizationConfig { Alpha = alpha, NBestSize = -1 };

        // When
        var counts = Sample(CreateSampler(ModelKind.Unigram, Unigram), text, config);

        // Then
        AssertFits(paths.ToDictionary(p => p.Key, p => Math.Exp(alpha * p.Value)), counts);
    }

    [Fact]
    public void Sampling_from_the_n_best_excludes_the_others()
    {
        // Given
        const string text = "abab\u00E4b";
        var config = new SubwordRegularizationConfig { Alpha = 0.7, NBestSize = 4 };
        var best = AllPaths(text).OrderByDescending(p => p.Value).Take(4).ToDictionary(p => p.Key, p => Math.Exp(0.7 * p.Value));

        // When
        var counts = Sample(CreateSampler(ModelKind.Unigram, Unigram), text, config);

        // Then
        AssertFits(best, counts);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void Sampling_from_the_single_best_is_plain_segmentation(int size)
    {
        // Given
        var config = new SubwordRegularizationConfig { Alpha = 0, NBestSize = size };

        // When
        var counts = Sample(CreateSampler(ModelKind.Unigram, Unigram), "ababb", config, samples: 20);

        // Then
        Assert.Equal(AllPaths("ababb").MaxBy(p => p.Value).Key, Assert.Single(counts).Key);
    }

    [Fact]
    public void All_paths_are_found_best_first_with_their_scores()
    {
        // Given
        const string text = "ababab\u00E4ba";
        var expected = AllPaths(text);

        // When
        var found = CreateSampler(ModelKind.Unigram, Unigram).NBest(Encoding.UTF8.GetBytes(text), 1024);

        // Then
        Assert.Equal(expected.Count, found.Count);
        Assert.Equal(expected.Keys.Order(), found.Select(path => Key(path.Segments, text)).Order());
        Assert.All(found, path => Assert.Equal(expected[Key(path.Segments, text)], path.Score, 1e-4));
        Assert.Equal(found.Select(path => path.Score).OrderDescending(), found.Select(path => path.Score));
    }

    [Theory]
    [InlineData(0.0, "abc|abc|x")]
    [InlineData(1.0, "a|b|c|a|b|c|x")]
    public void Dropout_of_0_is_plain_byte_pair_encoding_and_of_1_leaves_characters(double dropout, string expected)
    {
        // Given
        var config = new SubwordRegularizationConfig { Alpha = dropout };

        // When
        var counts = Sample(CreateSampler(ModelKind.Bpe, SomeModel.Ranked("ab", "abc", "a", "b", "c", "x")), "abcabcx", config, samples: 20);

        // Then
        Assert.Equal(expected, Assert.Single(counts).Key);
    }

    [Fact]
    public void Dropout_skips_each_merge_with_its_probability()
    {
        // Given: ab is merged with probability 0.7, and only then abc, again with 0.7.
        var config = new SubwordRegularizationConfig { Alpha = 0.3 };

        // When
        var counts = Sample(CreateSampler(ModelKind.Bpe, SomeModel.Ranked("ab", "abc", "a", "b", "c")), "abc", config);

        // Then
        AssertFits(new() { ["a|b|c"] = 0.3, ["ab|c"] = 0.7 * 0.3, ["abc"] = 0.7 * 0.7 }, counts);
    }

    [Fact]
    public void Equal_seeds_sample_equally_and_others_do_not()
    {
        // Given
        var tokenizer = new SentencePieceTokenizer(SomeModel.Create(ModelKind.Unigram, [.. Unigram, new("\u2581", -2, PieceKind.Normal)]));
        string line = string.Concat(Enumerable.Repeat("abab", 20));
        int[] Encode(int seed) => tokenizer.EncodeSampled(line, new SubwordRegularizationConfig(), new SeededRandom(seed));

        // When
        var (first, again, other) = (Encode(1), Encode(1), Encode(2));

        // Then
        Assert.Equal(first, again);
        Assert.NotEqual(first, other);
        Assert.Equal(line, tokenizer.Decode(other));
    }

    [Fact]
    public void Long_line_whose_probabilities_underflow_is_still_sampled()
    {
        // Given
        var tokenizer = new SentencePieceTokenizer(SomeModel.Create(ModelKind.Unigram, [.. Unigram, new("\u2581", -2, PieceKind.Normal)]));
        string line = string.Concat(Enumerable.Repeat("ab", 5000));

        // When
        int[] all = tokenizer.EncodeSampled(line, new SubwordRegularizationConfig { Alpha = 5 }, new SeededRandom(1));
        int[] few = tokenizer.EncodeSampled(line, new SubwordRegularizationConfig { Alpha = 5, NBestSize = 8 }, new SeededRandom(1));

        // Then
        Assert.Equal((line, line), (tokenizer.Decode(all), tokenizer.Decode(few)));
    }

    [Fact]
    public void Word_model_cannot_be_sampled()
    {
        // Given
        var tokenizer = new SentencePieceTokenizer(SomeModel.Create(ModelKind.Word, SomeModel.Ranked("\u2581a")));

        // When
        var error = Assert.Throws<NotSupportedException>(
            () => tokenizer.EncodeSampled("a", new SubwordRegularizationConfig(), new SeededRandom(1)));

        // Then
        Assert.Equal("a word model has a single segmentation; only unigram and BPE models can be sampled", error.Message);
        Assert.False(tokenizer.CanSample);
    }

    private static SegmentationSampler CreateSampler(ModelKind kind, IEnumerable<Piece> pieces)
    {
        var table = SomeModel.CreateTable(kind, pieces);
        return new SegmentationSampler(table, ISegmenter.Create(table));
    }

    private static Dictionary<string, int> Sample(SegmentationSampler sampler, string text, SubwordRegularizationConfig config, int samples = Samples)
    {
        var random = new SeededRandom(42);
        var counts = new Dictionary<string, int>();
        for (int i = 0; i < samples; i++)
        {
            var segments = new List<Segment>();
            sampler.Sample(Encoding.UTF8.GetBytes(text), config, random, segments);
            string key = Key(segments, text);
            counts[key] = counts.GetValueOrDefault(key) + 1;
        }

        return counts;
    }

    private static string Key(List<Segment> segments, string text) => string.Join('|', Segmentations.Texts(segments, text));

    /// <summary>Every segmentation with its score, by trying all.</summary>
    private static Dictionary<string, double> AllPaths(string text)
    {
        var paths = new Dictionary<string, double>();
        void Walk(string path, int start, double score)
        {
            if (start == text.Length)
            {
                paths.Add(path, score);
                return;
            }

            foreach (var piece in Unigram.Where(p => string.CompareOrdinal(text, start, p.Text, 0, p.Text.Length) == 0))
            {
                Walk(start == 0 ? piece.Text : $"{path}|{piece.Text}", start + piece.Text.Length, score + piece.Score);
            }
        }

        Walk("", 0, 0);
        return paths;
    }

    /// <summary>Pearson's chi-square test at about the level 0.001 (normal approximation of Wilson and Hilferty 1931).</summary>
    private static void AssertFits(Dictionary<string, double> weights, Dictionary<string, int> counts)
    {
        Assert.Empty(counts.Keys.Except(weights.Keys));
        double total = weights.Values.Sum();
        int samples = counts.Values.Sum();
        double chiSquare = 0.0;
        foreach (var (key, weight) in weights)
        {
            double expected = samples * weight / total;
            chiSquare += Math.Pow(counts.GetValueOrDefault(key) - expected, 2) / expected;
        }

        double freedom = weights.Count - 1;
        double limit = freedom * Math.Pow(1 - (2 / (9 * freedom)) + (3.09 * Math.Sqrt(2 / (9 * freedom))), 3);
        Assert.InRange(chiSquare, 0, limit);
    }
}
