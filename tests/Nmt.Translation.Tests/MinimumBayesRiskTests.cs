using Nmt.Search;
using Nmt.TestKit.Searching;

namespace Nmt.Translation.Tests;

public sealed class MinimumBayesRiskTests
{
    [Fact]
    public void Ranking_equals_scoring_every_pair_of_samples_separately()
    {
        for (int seed = 0; seed < 50; seed++)
        {
            // Given: samples of a few words, with many duplicates.
            var random = new Random(seed);
            string[] texts = [.. Enumerable.Range(0, 20).Select(_ => string.Join(' ', Enumerable.Range(0, 1 + random.Next(3)).Select(_ => (char)('a' + random.Next(3)))))];
            FinishedHypothesis[] samples = [.. texts.Select(text => new FinishedHypothesis([], -1, -1, true) { Text = text })];

            // When
            var ranked = new MinimumBayesRisk(SharedWords).Rank(samples, [.. samples.Select(_ => 1.0)]);

            // Then
            double[] expected = [.. texts.Select(hypothesis => texts.Average(reference => SharedWords(hypothesis, reference)))];
            Assert.Equal(texts.Distinct().Count(), ranked.Count);
            Assert.Equal(expected.Max(), ranked[0].ExpectedUtility!.Value, 1e-9);
            Assert.All(ranked, one => Assert.Equal(expected[Array.IndexOf(texts, one.Text)], one.ExpectedUtility!.Value, 1e-9));
            Assert.Equal(ranked.OrderByDescending(one => one.ExpectedUtility), ranked);
        }
    }

    [Fact]
    public void Weights_of_an_n_best_list_are_its_normalized_probabilities()
    {
        // Given: normalized probabilities 0.5, 0.25, 0.25.
        static FinishedHypothesis Create(string text, double p) => new([], Math.Log(p), 0, true) { Text = text };
        FinishedHypothesis[] list = [Create("a", 0.02), Create("b c", 0.01), Create("b", 0.01)];

        // When
        var ranked = new MinimumBayesRisk(SharedWords).Rank(list, MinimumBayesRisk.Posterior(list));

        // Then: u is the fraction of shared words: a 0.5; b c 0.25 + 0.25 * 1/2; b 0.25 + 0.25 * 1/2.
        Assert.Equal(["a", "b c", "b"], ranked.Select(one => one.Text));
        Assert.Equal([0.5, 0.375, 0.375], ranked.Select(one => Math.Round(one.ExpectedUtility!.Value, 9)));
    }

    [Theory]
    [InlineData(SearchMethod.Beam)]
    [InlineData(SearchMethod.Sampling)]
    public void Translator_returns_the_candidate_with_the_highest_expected_utility(SearchMethod method)
    {
        // Given
        var tokenizer = new WordTokenizer();
        var scorer = new TableScorer(tokenizer.Vocabulary.Count, seed: 5);
        var config = new SearchConfig { Method = method, BeamSize = 6, Samples = 30, TopK = 2, Mbr = MbrUtility.Chrf, NBest = 2 };
        var options = new TranslatorOptions { Utility = SharedWords };

        // When
        var line = new Translator(new(tokenizer), scorer, config, options).Translate(["a b"]).Single();

        // Then
        var all = new Translator(new(tokenizer), scorer, config with { Mbr = MbrUtility.None, NBest = method == SearchMethod.Beam ? 6 : 30 })
            .Translate(["a b"]).Single().Hypotheses;
        double[] weights = [.. all.Select(one => method == SearchMethod.Beam ? Math.Exp(one.LogProbability) : 1)];
        double Expected(string text) => all.Select((other, i) => weights[i] / weights.Sum() * SharedWords(text, other.Text)).Sum();
        Assert.Equal(2, line.Hypotheses.Count);
        Assert.Equal(all.Max(one => Expected(one.Text)), line.Hypotheses[0].ExpectedUtility!.Value, 1e-6);
        Assert.Equal(Expected(line.Text), line.Hypotheses[0].ExpectedUtility!.Value, 1e-6);
    }

    [Fact]
    public void Utility_is_required() => Assert.Throws<ArgumentException>(
        () => new Translator(new(new WordTokenizer()), new FixedScorer(), new SearchConfig { Mbr = MbrUtility.Bleu }));

    /// <summary>Jaccard coefficient of the sets of words.</summary>
    private static double SharedWords(string hypothesis, string reference)
    {
        string[] one = hypothesis.Split(' ');
        string[] other = reference.Split(' ');
        return (double)one.Intersect(other).Count() / one.Union(other).Count();
    }
}
