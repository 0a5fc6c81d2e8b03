using Nmt.Search;
using Nmt.Search.ForcedDecoding;
using Nmt.Search.Penalties;
using Nmt.TestKit.Searching;
using Nmt.Translation.ForcedScoring;

namespace Nmt.Translation.Tests.ForcedScoring;

public sealed class PairScorerTests
{
    private static readonly WordTokenizer Tokenizer = new();

    [Fact]
    public void Given_translations_get_the_log_probabilities_of_the_table()
    {
        // Given
        var scorer = new TableScorer(Some.Vocabulary, seed: 1);
        int[][] sources = Some.Sentences(30, 6, seed: 2);
        int[][] targets = [.. Some.Sentences(30, 8, seed: 3).Select(sentence => sentence[..^1])];

        // When
        var scored = new ForcedDecoder(scorer, Some.Rules(3, new LengthPenalty(LengthPenaltyKind.Average, 1))).Score(Some.Batch(sources), targets);

        // Then
        for (int i = 0; i < 30; i++)
        {
            int[] said = [.. targets[i], Some.Eos];
            Assert.Equal(targets[i], scored[i].Tokens);
            Assert.Equal(said.Length, scored[i].TokenLogProbabilities.Count);
            for (int place = 0; place < said.Length; place++)
            {
                Assert.Equal(scorer.Next(sources[i], Some.Bos, said[..place])[said[place]], scored[i].TokenLogProbabilities[place], 1e-5);
            }

            Assert.Equal(scorer.Total(sources[i], Some.Bos, said) / said.Length, scored[i].Score, 1e-5);
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(64)]
    public void What_a_search_finds_is_scored_as_the_search_scored_it(int batchSentences)
    {
        // Given
        var random = new Random(1);
        string[] lines = [.. Enumerable.Range(0, 60).Select(_ => string.Join(' ', Enumerable.Range(0, random.Next(7)).Select(_ => (char)('a' + random.Next(26)))))];
        var scorer = new TableScorer(Tokenizer.Vocabulary.Count, seed: 4);
        var config = new SearchConfig { BatchSentences = batchSentences, BeamSize = 3 };
        var translated = new Translator(Tokenizer, scorer, config).Translate(lines).ToList();

        // When
        var scored = new PairScorer(Tokenizer, scorer, config)
            .Score(translated.Select(line => new LinePair(line.Number, line.Source, line.Text))).ToList();

        // Then
        Assert.Equal(lines, scored.Select(pair => pair.Pair.Source));
        foreach (var (line, pair) in translated.Zip(scored))
        {
            Assert.Equal(line.Translations.Count == 0, pair.Hypothesis is null);
            if (pair.Hypothesis is not null && line.Translations[0].Hypothesis.IsComplete)
            {
                Assert.Equal(line.Translations[0].Hypothesis.LogProbability, pair.Hypothesis.LogProbability, 1e-4);
                Assert.Equal(line.Translations[0].Hypothesis.Score, pair.Hypothesis.Score, 1e-4);
                Assert.Equal(pair.Pieces.Count + 1, pair.Hypothesis.TokenLogProbabilities.Count);
            }
        }
    }

    [Fact]
    public void Attention_comes_where_it_is_asked_for()
    {
        // Given
        var scorer = new AttendingScorer(new CopyScorer(Tokenizer.Vocabulary.Count));

        // When
        var scored = new PairScorer(Tokenizer, scorer, new SearchConfig(), keepsAttention: true).Score([new LinePair(1, "a b", "a b")]).Single();

        // Then
        Assert.Equal([[1, 0, 0], [0, 1, 0], [0, 0, 1]], scored.Hypothesis!.Attention);
    }
}
