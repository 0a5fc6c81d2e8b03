using Nmt.Search.Beams;
using Nmt.Search.Decoding;
using Nmt.TestKit.Searching;

namespace Nmt.Search.Tests.Filters;

public sealed class FilteredScorerTests
{
    public static TheoryData<string> Searches => ["greedy", "beam", "sampling"];

    [Theory]
    [MemberData(nameof(Searches))]
    public void No_translation_ends_before_the_minimum_length(string kind)
    {
        // Given: at least 3 subwords, and at least 1.5 per source subword.
        var limit = new LengthLimit(3, 10) { MinLength = 3, MinLengthRatio = 1.5 };
        int[][] sentences = Some.Sentences(40, 6, seed: 1);

        // When
        var found = Create(kind, new TableScorer(Some.Vocabulary, 2), new DecodingOptions(Some.Tokens, limit, Some.NoPenalty)).Search(sentences);

        // Then
        for (int i = 0; i < sentences.Length; i++)
        {
            int minimum = Math.Max(3, (int)Math.Ceiling(1.5 * (sentences[i].Length - 1)));
            Assert.All(found[i], one => Assert.InRange(one.Tokens.Length, minimum, int.MaxValue));
        }

        Assert.Contains(found, one => one[0].IsComplete);
    }

    [Theory]
    [MemberData(nameof(Searches))]
    public void Translations_are_truncated_at_the_maximum_length_and_marked(string kind)
    {
        // Given
        var limit = new LengthLimit(3, 10) { MaxLength = 4 };

        // When
        var found = Create(kind, new TableScorer(Some.Vocabulary, 2), new DecodingOptions(Some.Endless, limit, Some.NoPenalty))
            .Search(Some.Sentences(10, 6, seed: 1));

        // Then
        Assert.All(found, one => Assert.Equal((4, false), (one[0].Tokens.Length, one[0].IsComplete)));
    }

    [Theory]
    [InlineData("greedy", 1)]
    [InlineData("greedy", 2)]
    [InlineData("beam", 2)]
    [InlineData("beam", 3)]
    [InlineData("sampling", 2)]
    public void No_ngram_occurs_twice(string kind, int order)
    {
        for (int seed = 0; seed < 10; seed++)
        {
            // Given: only three words, so that they must repeat.
            var options = new DecodingOptions(Some.Endless, Some.Limit(20), Some.NoPenalty) { NoRepeatNgram = order };

            // When
            var found = Create(kind, new TableScorer(Some.Vocabulary, seed), options).Search(Some.Sentences(5, 6, seed));

            // Then
            Assert.All(found.SelectMany(all => all), one => Assert.Distinct(Ngrams(one.Tokens, order)));
            Assert.All(found.SelectMany(all => all), one => Assert.InRange(one.Tokens.Length, 1, 20));
        }
    }

    [Theory]
    [MemberData(nameof(Searches))]
    public void Banned_phrases_never_appear(string kind)
    {
        int without = 0;
        for (int seed = 0; seed < 20; seed++)
        {
            // Given
            var scorer = new TableScorer(Some.Vocabulary, seed);
            int[][] sentences = Some.Sentences(5, 6, seed);
            DecodingConstraints[] constraints = [.. Enumerable.Range(0, 5).Select(i => new DecodingConstraints(i) { Banned = [[4], [5, 6]] })];

            // When
            var found = Create(kind, scorer, Some.Options(12)).Search(sentences, constraints);

            // Then
            Assert.All(found.SelectMany(all => all), one => Assert.DoesNotContain(4, one.Tokens));
            Assert.All(found.SelectMany(all => all), one => Assert.DoesNotContain("5 6", Ngrams(one.Tokens, 2)));
            without += Create(kind, scorer, Some.Options(12)).Search(sentences).Count(all => all[0].Tokens.Contains(4));
        }

        Assert.InRange(without, 1, 100);
    }

    [Theory]
    [MemberData(nameof(Searches))]
    public void A_forced_prefix_comes_first_and_has_the_models_log_probability(string kind)
    {
        // Given: the unknown subword, otherwise forbidden, is part of it.
        int[] prefix = [6, Some.Unk, 4];
        int[][] sentences = Some.Sentences(6, 6, seed: 3);
        DecodingConstraints[] constraints = [.. Enumerable.Range(0, 6).Select(i => new DecodingConstraints(i) { Prefix = i % 2 == 0 ? prefix : [] })];
        var scorer = new TableScorer(Some.Vocabulary, 4);

        // When
        var found = Create(kind, scorer, Some.Options(9)).Search(sentences, constraints);

        // Then
        for (int i = 0; i < 6; i++)
        {
            Assert.All(found[i], one => Assert.Equal(i % 2 == 0, one.Tokens.AsSpan().StartsWith(prefix)));
            Assert.All(found[i], one => Assert.Equal(Some.Rescore(scorer, sentences[i], one), one.LogProbability, 1e-4));
        }
    }

    [Fact]
    public void A_hypothesis_without_allowed_continuation_is_returned_as_truncated()
    {
        // Given: each of three words at most once, and no end of sentence.
        var options = new DecodingOptions(Some.Endless, Some.Limit(20), new LengthPenalty(LengthPenaltyKind.Average, 1)) { NoRepeatNgram = 1 };

        // When
        var found = new BeamSearch(new TableScorer(Some.Vocabulary, 1), options, beamSize: 4, nBest: 2).Search([[4, 2]])[0];

        // Then
        Assert.Equal(2, found.Count);
        Assert.All(found, one => Assert.Equal([4, 5, 6], one.Tokens.Order()));
        Assert.All(found, one => Assert.False(one.IsComplete));
    }

    private static ISearch Create(string kind, ITokenScorer scorer, DecodingOptions options) => kind switch
    {
        "greedy" => new GreedySearch(scorer, options),
        "beam" => new BeamSearch(scorer, options, beamSize: 4, nBest: 4),
        _ => new SamplingSearch(scorer, options, new SamplingOptions(), Some.Streams, samples: 4, nBest: 4),
    };

    private static IEnumerable<string> Ngrams(int[] tokens, int order) =>
        Enumerable.Range(0, Math.Max(0, tokens.Length - order + 1)).Select(start => string.Join(' ', tokens.Skip(start).Take(order)));
}
