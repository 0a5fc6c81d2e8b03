using Nmt.Search;
using Nmt.Search.Penalties;
using Nmt.TestKit.Searching;
using Nmt.Translation.ForcedScoring;

namespace Nmt.Translation.Tests.ForcedScoring;

/// <summary>Pairs whose target is given as subwords, as a translation writes it.</summary>
public sealed class GivenTokensTests
{
    private static readonly WordTokenizer Tokenizer = new();

    [Theory]
    [InlineData(1, 100)]
    [InlineData(3, 100)]
    [InlineData(3, 2)]
    public void What_a_search_found_gets_the_scores_that_it_was_found_with(int beamSize, int maxLength)
    {
        // Given: with a limit of two, translations that have no end.
        var scorer = new TableScorer(Tokenizer.Vocabulary.Count, seed: 6);
        var config = new SearchConfig { BeamSize = beamSize, MaxLength = maxLength, LengthPenalty = LengthPenaltyKind.Gnmt, BatchSentences = 3 };
        var lines = new Translator(Tokenizer, scorer, config).Translate(["a b c", "", "d", "e f", "g h i j"]).ToList();

        // When
        var scored = new PairScorer(Tokenizer, scorer, config).ScoreWindow([.. lines.Select(line => new LinePair(line.Number, line.Source, line.Text)
        {
            Tokens = line.Translations.Select(best => best.Hypothesis.Tokens).FirstOrDefault([]), Ends = !line.HitLengthLimit,
        })]);

        // Then
        Assert.True(maxLength > 2 || lines.Exists(line => line.HitLengthLimit));
        for (int i = 0; i < lines.Count; i++)
        {
            var expected = lines[i].Translations.Select(best => best.Hypothesis).FirstOrDefault();
            Assert.Equal(expected is null, scored[i].Hypothesis is null);
            Assert.Equal(expected?.LogProbability ?? 0, scored[i].Hypothesis?.LogProbability ?? 0, 1e-4);
            Assert.Equal(expected?.Score ?? 0, scored[i].Hypothesis?.Score ?? 0, 1e-4);
            Assert.Equal(expected?.IsComplete, scored[i].Hypothesis?.IsComplete);
        }
    }

    [Fact]
    public void Text_without_a_source_has_a_score_and_nothing_for_nothing_has_none()
    {
        // When
        var scored = new PairScorer(Tokenizer, new TableScorer(Tokenizer.Vocabulary.Count, seed: 6), new SearchConfig())
            .ScoreWindow([new LinePair(1, "", "a"), new LinePair(2, " ", "")]);

        // Then
        Assert.True(scored[0].Hypothesis!.LogProbability < 0);
        Assert.Null(scored[1].Hypothesis);
    }
}
