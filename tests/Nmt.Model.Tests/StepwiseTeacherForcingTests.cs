using Nmt.Runs.Config;
using static TorchSharp.torch;

namespace Nmt.Model.Tests;

public sealed class StepwiseTeacherForcingTests
{
    private static readonly int[][] Source = [[3, 4, 5, 2], [6, 2]];
    private static readonly int[][] Target = [[7, 8, 9, 10, 2], [4, 3, 2]];

    [Theory]
    [MemberData(nameof(TinyModel.AttendingKinds), MemberType = typeof(TinyModel))]
    public void With_only_reference_tokens_it_is_teacher_forcing(ModelConfig config)
    {
        // Given
        using var scope = NewDisposeScope();
        using var model = TinyModel.Create(config);
        var (source, target) = (Draw.Source(Source), Draw.Target(Target));

        // When
        var (states, weights, _) = model.DecodeTeacherForced(source, target, new TeacherForcingOptions { DifferentiableWeights = true });

        // Then
        var expected = model.DecodeTeacherForced(source, target);
        TensorAssert.Close(expected.Outputs, states, 1e-5);
        TensorAssert.Close(expected.Weights, weights, 1e-5);
    }

    [Fact]
    public void Without_reference_tokens_each_step_reads_the_best_token_of_the_previous_step()
    {
        // Given
        using var scope = NewDisposeScope();
        using var model = TinyModel.Create(new ModelConfig { Dropout = 0 });
        int[] sentence = Source[0];

        // When
        var states = model.DecodeTeacherForced(Draw.Source(sentence), Draw.Target(Target[0]), new TeacherForcingOptions { TeacherRatio = 0 }).Outputs;

        // Then: greedy search by hand.
        var state = model.Start(Draw.Source(sentence));
        long token = Draw.Bos;
        for (int t = 0; t < Target[0].Length; t++)
        {
            var step = model.Step(tensor([token]), state);
            TensorAssert.Close(step.Output.squeeze(0), states[t], 1e-5);
            (token, state) = (model.Logits(step.Output).argmax(-1).item<long>(), step.State);
        }
    }

    [Fact]
    public void The_seed_determines_which_tokens_are_the_models_own()
    {
        // Given
        using var scope = NewDisposeScope();
        using var model = TinyModel.Create(new ModelConfig { Dropout = 0 });
        var options = new TeacherForcingOptions { TeacherRatio = 0.5 };

        // When
        double[][] runs = [.. new long[] { 1, 1, 2, 3, 4, 5 }.Select(seed =>
        {
            manual_seed(seed);
            return model.DecodeTeacherForced(Draw.Source(Source), Draw.Target(Target), options).Outputs.Doubles();
        })];

        // Then
        Assert.Equal(runs[0], runs[1]);
        Assert.Contains(runs, run => !run.SequenceEqual(runs[0]));
    }
}
