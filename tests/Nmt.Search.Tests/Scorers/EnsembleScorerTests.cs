using Nmt.Search.Scorers;
using Nmt.TestKit.Searching;
using static TorchSharp.torch;

namespace Nmt.Search.Tests.Scorers;

public sealed class EnsembleScorerTests
{
    [Theory]
    [InlineData(EnsembleKind.LogLinear)]
    [InlineData(EnsembleKind.Linear)]
    public void Members_that_are_alike_find_what_one_finds(EnsembleKind kind)
    {
        for (int seed = 0; seed < 30; seed++)
        {
            // Given
            var one = new TableScorer(Some.Vocabulary, seed);
            var ensemble = new EnsembleScorer([one, new TableScorer(Some.Vocabulary, seed), one], kind);
            var source = Some.Batch(Some.Sentences(4, 6, seed));

            // When
            var found = Some.Beam(ensemble, beamSize: 3, limit: 8, nBest: 3).Search(source);

            // Then
            var expected = Some.Beam(one, beamSize: 3, limit: 8, nBest: 3).Search(source);
            Assert.Equal(expected.SelectMany(all => all.Select(each => each.Tokens)), found.SelectMany(all => all.Select(each => each.Tokens)));
            Assert.All(expected.Zip(found), pair => Assert.Equal(pair.First[0].Score, pair.Second[0].Score, 1e-4));
        }
    }

    // Two members with P = (0.8, 0.2) and (0.2, 0.8), and (0.5, 0.5) against (0.9, 0.1).
    // Linear: (0.5, 0.5) and (0.7, 0.3). Log-linear: (0.5, 0.5), and the roots of 0.45 and 0.05, which are 3 : 1.
    [Theory]
    [InlineData(EnsembleKind.Linear, 0.8, 0.2, 0.5)]
    [InlineData(EnsembleKind.LogLinear, 0.8, 0.2, 0.5)]
    [InlineData(EnsembleKind.Linear, 0.5, 0.9, 0.7)]
    [InlineData(EnsembleKind.LogLinear, 0.5, 0.9, 0.75)]
    public void Distributions_are_joined_as_the_formulas_say(EnsembleKind kind, double first, double second, double expected)
    {
        // Given
        using var scope = NewDisposeScope();
        FixedScorer Member(double p) => new((float)Math.Log(p), (float)Math.Log(1 - p));
        var ensemble = new EnsembleScorer([Member(first), Member(second)], kind);

        // When
        float[] joined = ensemble.Step(ensemble.Start(Some.Batch([2])), tensor([1L])).LogProbabilities.data<float>().ToArray();

        // Then
        Assert.Equal(Math.Log(expected), joined[0], 1e-5);
        Assert.Equal(Math.Log(1 - expected), joined[1], 1e-5);
    }

    [Fact]
    public void Members_with_different_vocabularies_are_refused()
    {
        using var scope = NewDisposeScope();
        var ensemble = new EnsembleScorer([new FixedScorer(-1, -1), new FixedScorer(-1)], EnsembleKind.Linear);
        Assert.Throws<ArgumentException>(() => ensemble.Step(ensemble.Start(Some.Batch([2])), tensor([1L])));
    }

    [Fact]
    public void A_search_with_an_ensemble_leaves_no_tensor_behind()
    {
        // Given
        var ensemble = new EnsembleScorer(
            [new TableScorer(Some.Vocabulary, 1), new TableScorer(Some.Vocabulary, 2)], EnsembleKind.LogLinear);
        long before = Tensor.TotalCount;

        // When
        Some.Beam(ensemble, beamSize: 3, limit: 8).Search(Some.Batch(Some.Sentences(6, 6, seed: 2)));

        // Then
        Assert.InRange(Tensor.TotalCount, 0, before);
    }
}
