using Nmt.Model.Decoders.TeacherForcing;
using Nmt.Runs.Config;
using static TorchSharp.torch;

namespace Nmt.Model.Tests.Decoders.TeacherForcing;

public sealed class ScheduledSamplingTests
{
    private static readonly int[][] Source = [[3, 4, 5, 2], [6, 2]];
    private static readonly int[][] Target = [[7, 8, 9, 10, 2], [4, 3, 2]];

    [Theory]
    [MemberData(nameof(TinyModel.Kinds), MemberType = typeof(TinyModel))]
    public void With_the_references_tokens_alone_it_is_teacher_forcing(ModelConfig config)
    {
        // Given
        using var scope = NewDisposeScope();
        using var model = TinyModel.Make(config);
        var (source, target) = (Draw.Source(Source), Draw.Target(Target));

        // When
        var (states, weights) = model.AttentionalStates(source, target, new ForcingOptions { DifferentiableWeights = true });

        // Then
        TensorAssert.Close(model.AttentionalStates(source, target), states, 1e-5);
        TensorAssert.Close(model.AttentionWeights(source, target), weights, 1e-5);
    }

    [Fact]
    public void Without_the_references_tokens_each_step_reads_the_best_token_of_the_one_before()
    {
        // Given
        using var scope = NewDisposeScope();
        using var model = TinyModel.Make(new ModelConfig { Dropout = 0 });
        int[] sentence = Source[0];

        // When
        var (states, _) = model.AttentionalStates(Draw.Source(sentence), Draw.Target(Target[0]), new ForcingOptions { TeacherRatio = 0 });

        // Then: greedy search by hand.
        var (state, memory) = model.Encode(Draw.Source(sentence));
        long token = Draw.Bos;
        for (int t = 0; t < Target[0].Length; t++)
        {
            var step = model.Step(tensor([token]), state, memory);
            TensorAssert.Close(step.Attentional.squeeze(0), states[t], 1e-5);
            (token, state) = (model.Logits(step.Attentional).argmax(-1).item<long>(), step.State);
        }
    }

    [Fact]
    public void The_seed_decides_which_tokens_are_the_models_own()
    {
        // Given
        using var scope = NewDisposeScope();
        using var model = TinyModel.Make(new ModelConfig { Dropout = 0 });
        var options = new ForcingOptions { TeacherRatio = 0.5 };

        // When
        double[][] runs = [.. new long[] { 1, 1, 2, 3, 4, 5 }.Select(seed =>
        {
            manual_seed(seed);
            return model.AttentionalStates(Draw.Source(Source), Draw.Target(Target), options).States.Doubles();
        })];

        // Then
        Assert.Equal(runs[0], runs[1]);
        Assert.Contains(runs, run => !run.SequenceEqual(runs[0]));
    }
}
