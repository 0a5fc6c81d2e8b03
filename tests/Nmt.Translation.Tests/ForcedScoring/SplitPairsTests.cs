using Nmt.Search;
using Nmt.Search.Penalties;
using Nmt.TestKit.Searching;
using Nmt.Text;
using Nmt.Translation.ForcedScoring;

namespace Nmt.Translation.Tests.ForcedScoring;

/// <summary>Pairs that were translated in parts.</summary>
public sealed class SplitPairsTests
{
    private static readonly WordTokenizer Tokenizer = new();

    [Theory]
    [InlineData(1, 100)]
    [InlineData(3, 100)]
    [InlineData(3, 2)]
    public void Parts_get_the_scores_that_they_were_found_with(int beamSize, int maxLength)
    {
        // Given: with a limit of two, parts that have no end, in the middle and at the end.
        var scorer = new TableScorer(Tokenizer.Vocabulary.Count, seed: 6);
        var config = new SearchConfig
        {
            BeamSize = beamSize, MaxLength = maxLength, LengthPenalty = LengthPenaltyKind.Gnmt, BatchSentences = 3,
            MaxSourceLength = 2, LongLines = LongLines.Split,
        };
        var lines = new Translator(Tokenizer, scorer, config).Translate(["a b c", "d", "e f g h i", "j k l m"]).ToList();

        // When: the settings that split are not those of scoring.
        var scored = new PairScorer(Tokenizer, scorer, config with { MaxSourceLength = 1000, LongLines = LongLines.Crop })
            .ScoreWindow([.. lines.Select(ToPair)]);

        // Then
        Assert.Equal([2, 1, 3, 2], lines.Select(line => line.Parts));
        Assert.True(maxLength > 2 || lines.Exists(line => line.HitLengthLimit));
        foreach (var (line, pair) in lines.Zip(scored))
        {
            var expected = line.Translations[0].Hypothesis;
            Assert.Equal(expected.LogProbability, pair.Hypothesis!.LogProbability, 1e-4);
            Assert.Equal(expected.Score, pair.Hypothesis.Score, 1e-4);
            Assert.Equal(expected.Tokens, pair.Hypothesis.Tokens);
            Assert.Equal(expected.IsComplete, pair.Hypothesis.IsComplete);
            Assert.Equal(expected.Parts, pair.Hypothesis.Parts);
            Assert.All(
                expected.TokenLogProbabilities.Zip(pair.Hypothesis.TokenLogProbabilities), token => Assert.Equal(token.First, token.Second, 1e-4));
            Assert.Equal(expected.TokenLogProbabilities.Count, pair.Hypothesis.TokenLogProbabilities.Count);
            Assert.False(pair.WasCropped);
        }
    }

    [Fact]
    public void Log_probability_of_parts_is_the_sum_of_those_of_the_parts_alone()
    {
        // Given
        var scorer = new PairScorer(Tokenizer, new TableScorer(Tokenizer.Vocabulary.Count, seed: 6), new SearchConfig());

        // When
        var alone = scorer.ScoreWindow([new LinePair(1, "a b", "x"), new LinePair(2, "c", "y z")]);
        var joined = scorer.ScoreWindow([new LinePair(3, "a b c", "")
        {
            Tokens = Tokenizer.Encode("x y z"), Parts = [new HypothesisPart(2, 1, true), new HypothesisPart(1, 2, true)],
        }]);

        // Then: the score is the mean of the parts'.
        Assert.Equal(alone.Sum(pair => pair.Hypothesis!.LogProbability), joined[0].Hypothesis!.LogProbability, 1e-4);
        Assert.Equal(alone.Average(pair => pair.Hypothesis!.Score), joined[0].Hypothesis!.Score, 1e-4);
    }

    [Theory]
    [InlineData(2, 2)]
    [InlineData(3, 1)]
    public void Parts_that_are_not_those_of_the_line_are_refused(int sourceLength, int targetLength)
    {
        // Given
        var scorer = new PairScorer(Tokenizer, new TableScorer(Tokenizer.Vocabulary.Count, seed: 6), new SearchConfig());
        var pair = new LinePair(7, "a b c", "x y") { Parts = [new HypothesisPart(sourceLength, targetLength, true)] };

        // When, Then
        var exception = Assert.Throws<DataException>(() => scorer.ScoreWindow([pair]));
        Assert.Equal(
            $"line 7: its parts have {sourceLength} source and {targetLength} target subwords, the line itself 3 and 2", exception.Message);
    }

    private static LinePair ToPair(TranslatedLine line)
    {
        var hypothesis = line.Translations[0].Hypothesis;
        return new LinePair(line.Number, line.Source, line.Text)
        {
            Tokens = hypothesis.Tokens, Ends = hypothesis.IsComplete, Parts = hypothesis.Parts,
        };
    }
}
