using Nmt.Runs.Config;
using TorchSharp;
using static TorchSharp.torch;

namespace Nmt.Model.Tests;

public sealed class EncoderDecoderTests
{
    public static TheoryData<ModelConfig> Kinds => TinyModel.Kinds;

    public static TheoryData<ModelConfig> AttendingKinds => TinyModel.AttendingKinds;

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Padding_never_changes_the_loss(ModelConfig config)
    {
        // Given
        using var scope = NewDisposeScope();
        using var model = TinyModel.Create(config);
        var (source, target) = TinyModel.Batch(sentences: 8, longest: 9);

        // When
        double together = TinyModel.Loss(model, source, target, 0.1).item<float>();

        // Then
        double alone = source.Zip(target, (one, other) => (double)TinyModel.Loss(model, [one], [other], 0.1).item<float>()).Sum();
        Assert.Equal(alone, together, 1e-5 * alone);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Logits_come_sentence_by_sentence_without_padding(ModelConfig config)
    {
        // Given
        using var scope = NewDisposeScope();
        using var model = TinyModel.Create(config);
        var (source, target) = TinyModel.Batch(sentences: 4, longest: 6);

        // When
        var logits = model.call(Draw.Source(source), Draw.Target(target));

        // Then
        Assert.Equal([target.Sum(sentence => sentence.Length), TinyModel.Vocabulary], logits.shape);
        var alone = source.Zip(target, (one, other) => model.call(Draw.Source(one), Draw.Target(other))).ToList();
        TensorAssert.Close(cat(alone), logits, 1e-5);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Teacher_forced_logits_and_weights_equal_those_of_single_steps(ModelConfig config)
    {
        // Given
        using var scope = NewDisposeScope();
        using var model = TinyModel.Create(config);
        var (source, target) = TinyModel.Batch(sentences: 1, longest: 6);

        // When
        var logits = model.call(Draw.Source(source), Draw.Target(target));
        var weights = model.DecodeTeacherForced(Draw.Source(source), Draw.Target(target)).Weights;

        // Then
        var state = model.Start(Draw.Source(source));
        int last = Draw.Bos;
        for (int t = 0; t < target[0].Length; t++)
        {
            var step = model.Step(tensor([(long)last]), state);
            TensorAssert.Close(logits.narrow(0, t, 1), model.Logits(step.Output), 1e-5);
            if (config.Attention.Type == AttentionKind.None)
            {
                Assert.Null(step.Weights);
            }
            else
            {
                TensorAssert.Close(weights!.select(1, t), step.Weights, 1e-5);
            }

            (state, last) = (step.State, target[0][t]);
        }
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Gradients_equal_central_differences(ModelConfig config)
    {
        // Given
        using var scope = NewDisposeScope();
        using var model = TinyModel.Create(config).to(ScalarType.Float64);
        var (source, target) = TinyModel.Batch(sentences: 3, longest: 5);
        double Loss()
        {
            using var inner = NewDisposeScope();
            using var noGradient = no_grad();
            return TinyModel.Loss(model, source, target, 0.1).item<double>();
        }

        // When
        TinyModel.Loss(model, source, target, 0.1).backward();

        // Then: some weights of each parameter.
        var draw = new Draw(10);
        foreach (var (name, parameter) in model.named_parameters())
        {
            int[] sample = [.. Enumerable.Range(0, 8).Select(_ => draw.Whole((int)parameter.numel()))];
            double[] gradient = parameter.grad!.Doubles();
            TensorAssert.Close(
                FiniteDifferences.Of(parameter, sample, Loss), Array.ConvertAll(sample, i => gradient[i]), 1e-7, $"{name}, sample");
        }
    }

    [Theory]
    [MemberData(nameof(AttendingKinds))]
    public void Attention_weights_of_each_real_target_position_sum_to_one(ModelConfig config)
    {
        // Given
        using var scope = NewDisposeScope();
        using var model = TinyModel.Create(config);
        var (source, target) = TinyModel.Batch(sentences: 5, longest: 7);

        // When
        var weights = model.DecodeTeacherForced(Draw.Source(source), Draw.Target(target)).RequiredWeights;

        // Then
        Assert.Equal([5L, 7, 7], weights.shape);
        if (config.Attention.Window == AttentionWindow.LocalP)
        {
            Assert.All(weights.sum(2).Doubles(), sum => Assert.InRange(sum, 0.05, 1 + 1e-6));
        }
        else
        {
            TensorAssert.Close(ones([5, 7]), weights.sum(2), 1e-6);
        }
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Dropout_acts_in_training_only(ModelConfig config)
    {
        // Given
        using var scope = NewDisposeScope();
        using var model = TinyModel.Create(config with { Dropout = 0.5 });
        using var without = TinyModel.Create(config);
        var (source, target) = TinyModel.Batch(sentences: 3, longest: 6);

        // When
        model.train();
        var first = model.call(Draw.Source(source), Draw.Target(target));
        var second = model.call(Draw.Source(source), Draw.Target(target));
        model.eval();
        var evaluated = model.call(Draw.Source(source), Draw.Target(target));

        // Then
        Assert.NotEqual(first.Doubles(), second.Doubles());
        TensorAssert.Close(without.call(Draw.Source(source), Draw.Target(target)), evaluated, 0);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void One_batch_can_be_memorized(ModelConfig config)
    {
        // Given
        using var scope = NewDisposeScope();
        using var model = TinyModel.Create(config);
        using var optimizer = optim.Adam(model.parameters(), lr: config.Architecture == ArchitectureKind.Transformer ? 0.02 : 0.05);
        var (source, target) = TinyModel.Batch(sentences: 4, longest: 5);
        double tokens = target.Sum(sentence => sentence.Length);
        double first = TinyModel.Loss(model, source, target).item<float>() / tokens;

        // When
        double last = first;
        for (int update = 0; update < 150; update++)
        {
            using var step = NewDisposeScope();
            optimizer.zero_grad();
            var loss = TinyModel.Loss(model, source, target);
            loss.backward();
            optimizer.step();
            last = loss.item<float>() / tokens;
        }

        // Then: from about log 11 to certainty.
        Assert.InRange(first, 1.5, 5);
        Assert.InRange(last, 0, 0.01);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Live_tensors_do_not_grow_with_training_steps(ModelConfig config)
    {
        // Given
        using var scope = NewDisposeScope();
        using var model = TinyModel.Create(config with { Dropout = 0.1 });
        var (source, target) = TinyModel.Batch(sentences: 3, longest: 4);

        // When, Then
        LiveTensors.AssertSteady(200, () =>
        {
            using var step = NewDisposeScope();
            model.zero_grad();
            TinyModel.Loss(model, source, target, 0.1).backward();
        });
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Live_tensors_do_not_grow_with_encoding_and_steps(ModelConfig config)
    {
        // Given
        using var scope = NewDisposeScope();
        using var model = TinyModel.Create(config);
        model.eval();
        var (source, _) = TinyModel.Batch(sentences: 3, longest: 4);

        // When, Then
        LiveTensors.AssertSteady(200, () =>
        {
            using var noGradient = inference_mode();
            using var step = NewDisposeScope();
            var state = model.Start(Draw.Source(source));
            for (int t = 0; t < 3; t++)
            {
                state = model.Step(tensor([3L, 4, 5]), state).State;
            }
        });
    }

    [Fact]
    public void A_step_leaves_only_its_results_in_the_scope_of_the_caller()
    {
        // Given
        using var scope = NewDisposeScope();
        using var model = TinyModel.Create(new ModelConfig());
        model.eval();
        using var noGradient = inference_mode();
        var source = Draw.Source([5, 6, 2], [4, 2]);
        var tokens = tensor([3L, 4]);

        // When
        using var inner = NewDisposeScope();
        var state = model.Start(source);
        int afterEncoding = inner.DisposablesCount;
        _ = model.Step(tokens, state);

        // Then: hidden, cell, attentional state, keys, states; then hidden, cell, attentional state, weights.
        Assert.Equal(5, afterEncoding);
        Assert.Equal(4, inner.DisposablesCount - afterEncoding);
    }
}
