using Nmt.Model.Scoring;
using Nmt.Runs.Config;
using Nmt.Search;
using Nmt.TestKit.Searching;
using static TorchSharp.torch;

namespace Nmt.Model.Tests.Scoring;

public sealed class EnsembleTests
{
    [Theory]
    [InlineData(EnsembleKind.LogLinear)]
    [InlineData(EnsembleKind.Linear)]
    public void Identical_members_find_what_one_finds(EnsembleKind kind)
    {
        for (int seed = 0; seed < 30; seed++)
        {
            // Given
            using var one = TorchTokenScorerTests.Create(seed);
            using var same = TorchTokenScorerTests.Create(seed);
            int[][] source = Some.Sentences(4, 6, seed);

            // When
            var ensemble = new TorchTokenScorer([one, same, one], kind);
            var found = Some.Beam(ensemble, beamSize: 3, limit: 8, nBest: 3).Search(source);

            // Then
            var expected = Some.Beam(new TorchTokenScorer(one), beamSize: 3, limit: 8, nBest: 3).Search(source);
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
    public void Distributions_are_combined_by_the_formulas(EnsembleKind kind, double first, double second, double expected)
    {
        // Given
        using var scope = NewDisposeScope();
        Tensor Member(double p) => tensor(new[] { (float)Math.Log(p), (float)Math.Log(1 - p) }, [1, 2]);

        // When
        float[] combined = TorchTokenScorer.Combine([Member(first), Member(second)], kind).data<float>().ToArray();

        // Then
        Assert.Equal(Math.Log(expected), combined[0], 1e-5);
        Assert.Equal(Math.Log(1 - expected), combined[1], 1e-5);
    }

    [Theory]
    [InlineData(EnsembleKind.LogLinear)]
    [InlineData(EnsembleKind.Linear)]
    public void Members_see_their_own_states_and_attention_is_their_mean(EnsembleKind kind)
    {
        // Given: two rows of one sentence, after one step.
        using var scope = NewDisposeScope();
        using var one = TorchTokenScorerTests.Create(1);
        using var other = TorchTokenScorerTests.Create(2);
        var ensemble = new TorchTokenScorer([one, other], kind);
        TokenScores Second(TorchTokenScorer scorer)
        {
            using var state = scorer.Start([[4, 5, 2]]);
            state.Select([0, 0]);
            TorchTokenScorerTests.Step(scorer, state, 1, 1);
            return TorchTokenScorerTests.Step(scorer, state, 5, 6);
        }

        // When
        var scores = Second(ensemble);

        // Then
        TokenScores[] members = [Second(new TorchTokenScorer(one)), Second(new TorchTokenScorer(other))];
        var parts = Array.ConvertAll(members, member => tensor(member.Requested, [2, Some.Vocabulary]));
        float[] expected = TorchTokenScorer.Combine(parts, kind).data<float>().ToArray();
        Assert.All(expected.Zip(scores.Requested), pair => Assert.Equal(pair.First, pair.Second, 1e-5));
        var attention = members[0].Attention!.Zip(members[1].Attention!, (a, b) => (a + b) / 2);
        Assert.All(attention.Zip(scores.Attention!), pair => Assert.Equal(pair.First, pair.Second, 1e-6));
    }

    [Fact]
    public void Members_may_have_different_cells_and_orders_of_attention()
    {
        // Given
        using var lstm = TorchTokenScorerTests.Create(1);
        using var gru = TorchTokenScorerTests.Create(2, change: config => config with
        {
            Cell = CellKind.Gru,
            Encoder = config.Encoder with { Type = EncoderKind.Unidirectional, ReverseSource = true },
            Decoder = config.Decoder with { AttentionOrder = AttentionOrder.Before, Bridge = BridgeKind.Mean },
        });
        int[][] source = Some.Sentences(4, 6, seed: 3);

        // When
        var found = Some.Beam(new TorchTokenScorer([lstm, gru], EnsembleKind.LogLinear), beamSize: 3, limit: 8).Search(source);

        // Then: the log-probability of what was found is that of the normalized product of the members' distributions.
        foreach (var (sentence, hypothesis) in source.Zip(found, (sentence, all) => (sentence, all[0])))
        {
            using var scope = NewDisposeScope();
            using var noGradient = no_grad();
            var members = new[] { lstm, gru }.Select(model => (Model: model, State: model.Start(Draw.Source(sentence)))).ToArray();
            double total = 0;
            int last = Some.Bos;
            foreach (int token in hypothesis.IsComplete ? [.. hypothesis.Tokens, Some.Eos] : hypothesis.Tokens)
            {
                var steps = Array.ConvertAll(members, member => (member.Model, Step: member.Model.Step(tensor([(long)last]), member.State)));
                var mean = stack(steps.Select(each => each.Model.Logits(each.Step.Output).log_softmax(-1))).mean([0]).log_softmax(-1);
                total += mean[0, token].item<float>();
                members = Array.ConvertAll(steps, each => (each.Model, each.Step.State));
                last = token;
            }

            Assert.Equal(total, hypothesis.LogProbability, 1e-4);
        }
    }

    [Fact]
    public void Members_with_different_vocabularies_are_refused()
    {
        using var one = TorchTokenScorerTests.Create(1);
        using var other = TorchTokenScorerTests.Create(1, vocabulary: 8);
        Assert.Throws<ArgumentException>(() => new TorchTokenScorer([one, other], EnsembleKind.Linear));
    }

    [Fact]
    public void A_search_with_an_ensemble_leaves_no_tensor_behind()
    {
        // Given
        using var one = TorchTokenScorerTests.Create(1);
        using var other = TorchTokenScorerTests.Create(2);
        var ensemble = new TorchTokenScorer([one, other], EnsembleKind.LogLinear);
        long before = Tensor.TotalCount;

        // When
        Some.Beam(ensemble, beamSize: 3, limit: 8).Search(Some.Sentences(6, 6, seed: 2));

        // Then
        Assert.InRange(Tensor.TotalCount, 0, before);
    }
}
