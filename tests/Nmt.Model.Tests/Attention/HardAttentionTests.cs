using Nmt.Model.Attention;
using Nmt.Model.Losses;
using Nmt.Runs.Config;
using static TorchSharp.torch;

namespace Nmt.Model.Tests.Attention;

public sealed class HardAttentionTests
{
    private static readonly float[] Probabilities = [0.1f, 0.6f, 0.3f];

    public static TheoryData<ModelConfig> Kinds => TinyModel.HardKinds;

    [Theory]
    [InlineData(HardAttention.Reinforce)]
    [InlineData(HardAttention.StraightThrough)]
    public void Search_takes_the_most_probable_position(HardAttention hard)
    {
        // Given
        using var scope = NewDisposeScope();
        var weights = tensor(Probabilities).view(1, 1, 1, 3);

        // When
        var chosen = new HardChoice(new AttentionConfig { Hard = hard }).Choose(weights, isTraining: false);

        // Then
        Assert.Equal([0, 1, 0], chosen.Weights.Doubles());
        Assert.Null(chosen.LogProbability);
        Assert.Null(chosen.Loss);
    }

    [Theory]
    [InlineData(HardAttention.Reinforce)]
    [InlineData(HardAttention.StraightThrough)]
    public void Training_samples_positions_as_often_as_their_weights_say(HardAttention hard)
    {
        // Given
        using var scope = NewDisposeScope();
        manual_seed(1);
        var weights = tensor(Probabilities).expand(1, 1, 20_000, 3);

        // When
        var chosen = new HardChoice(new AttentionConfig { Hard = hard, SoftShare = 0 }).Choose(weights, isTraining: true);

        // Then: one position each; five standard deviations of a share are below 0.02.
        Assert.All(chosen.Weights.sum(3).Doubles(), sum => Assert.Equal(1, sum, 1e-6));
        TensorAssert.Close(Array.ConvertAll(Probabilities, share => (double)share), chosen.Weights.mean([0, 1, 2]).Doubles(), 0.02);
    }

    [Fact]
    public void The_straight_through_gradient_is_that_of_the_weights()
    {
        // Given
        using var scope = NewDisposeScope();
        var weights = tensor(Probabilities).view(1, 1, 1, 3).requires_grad_();
        var coefficients = tensor([2f, -1f, 5f]);

        // When
        (new HardChoice(new AttentionConfig { Hard = HardAttention.StraightThrough }).Choose(weights, isTraining: true).Weights * coefficients).sum().backward();

        // Then
        Assert.Equal([2, -1, 5], weights.grad!.Doubles());
    }

    [Fact]
    public void The_share_of_soft_positions_keeps_its_weights_and_has_no_choice()
    {
        // Given
        using var scope = NewDisposeScope();
        manual_seed(2);
        var weights = tensor(Probabilities).expand(1, 1, 10_000, 3);

        // When
        var chosen = new HardChoice(new AttentionConfig { Hard = HardAttention.Reinforce, SoftShare = 0.25 }).Choose(weights, isTraining: true);

        // Then
        var isSoft = chosen.Weights.select(3, 0).isclose(tensor(0.1f)).view(-1);
        Assert.InRange(isSoft.to(ScalarType.Float32).mean().item<float>(), 0.22, 0.28);
        Assert.All(chosen.LogProbability!.view(-1).masked_select(isSoft).Doubles(), value => Assert.Equal(0, value));
        Assert.All(chosen.LogProbability.view(-1).masked_select(isSoft.logical_not()).Doubles(), value => Assert.True(value < 0));
    }

    [Fact]
    public void The_loss_is_minus_the_weighted_entropy()
    {
        // Given
        using var scope = NewDisposeScope();
        var weights = tensor(Probabilities).view(1, 1, 1, 3);

        // When
        var loss = new HardChoice(new AttentionConfig { Hard = HardAttention.Reinforce, EntropyBonus = 0.5 }).Choose(weights, isTraining: true).Loss;

        // Then
        TensorAssert.Close([0.5 * Probabilities.Sum(share => share * Math.Log(share))], loss.Doubles(), 1e-6);
    }

    // With a decoder of one step, the expected reward is a sum over positions, whose gradient is exact.
    [Fact]
    public void The_mean_of_many_estimates_is_the_gradient_of_the_expected_log_likelihood()
    {
        // Given: the state that the output layer sees is the value of the chosen position.
        using var scope = NewDisposeScope();
        manual_seed(3);
        const int samples = 200_000;
        var draw = new Draw(4);
        var layer = new OutputLayer(2, 4, CPU).WithWeights();
        var values = draw.Values(3, 2) * 10;
        var output = tensor([2L]);
        var exactScores = draw.Values(1, 3).requires_grad_();
        var rewards = nn.functional.cross_entropy(layer.call(values), output.expand(3), reduction: nn.Reduction.None).neg().detach();
        (exactScores.softmax(-1) * rewards).sum().neg().backward();

        // When
        var scores = exactScores.detach().clone().requires_grad_();
        var choice = new HardChoice(new AttentionConfig { Hard = HardAttention.Reinforce, SoftShare = 0, EntropyBonus = 0 });
        var chosen = choice.Choose(scores.softmax(-1).view(1, 1, 1, 3).expand(1, 1, samples, 3), isTraining: true);
        var states = chosen.Weights.view(samples, 3).mm(values);
        (ChoiceReward.LossSum(chosen.LogProbability!.view(-1), states, layer, output.expand(samples)) / samples).backward();

        // Then
        TensorAssert.Close(exactScores.grad.Doubles(), scores.grad.Doubles(), 0.01);
        Assert.True(exactScores.grad!.abs().max().item<float>() > 0.05);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void In_search_padding_and_company_change_nothing_and_steps_equal_teacher_forcing(ModelConfig config)
    {
        // Given
        using var scope = NewDisposeScope();
        using var noGradient = no_grad();
        using var model = TinyModel.Create(config);
        model.eval();
        var (source, target) = TinyModel.Batch(sentences: 4, longest: 6);

        // When
        var together = model.DecodeTeacherForced(Draw.Source(source), Draw.Target(target));

        // Then
        int start = 0;
        for (int i = 0; i < source.Length; i++)
        {
            var alone = model.DecodeTeacherForced(Draw.Source(source[i]), Draw.Target(target[i]));
            TensorAssert.Close(alone.Outputs, together.Outputs.narrow(0, start, target[i].Length), 1e-5);
            TensorAssert.Close(
                alone.Weights!.select(0, 0), together.RequiredWeights.select(0, i).narrow(0, 0, target[i].Length).narrow(1, 0, source[i].Length), 1e-5);
            start += target[i].Length;
        }

        var state = model.Start(Draw.Source(source[0]));
        var first = model.Step(tensor([(long)Draw.Bos]), state);
        TensorAssert.Close(first.Output, together.Outputs.narrow(0, 0, 1), 1e-5);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Live_tensors_do_not_grow_with_training_steps(ModelConfig config)
    {
        // Given
        using var scope = NewDisposeScope();
        using var model = TinyModel.Create(config);
        model.train();
        var (source, target) = TinyModel.Batch(sentences: 3, longest: 4);

        // When, Then
        LiveTensors.AssertSteady(100, () =>
        {
            using var step = NewDisposeScope();
            model.zero_grad();
            var tensors = Draw.Target(target);
            var decoded = model.DecodeTeacherForced(Draw.Source(source), tensors);
            var loss = new TranslationLoss(0.1).Sum(decoded.Outputs, model.OutputLayer, tensors.RealOutput);
            loss = decoded.AuxiliaryLoss is null ? loss : loss + decoded.AuxiliaryLoss;
            if (decoded.ChoiceLogProbability is { } choices)
            {
                loss += ChoiceReward.LossSum(choices, decoded.Outputs, model.OutputLayer, tensors.RealOutput);
            }

            loss.backward();
        });
    }
}
