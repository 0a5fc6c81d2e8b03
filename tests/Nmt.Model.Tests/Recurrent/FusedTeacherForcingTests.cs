using Nmt.Model.Recurrent;
using Nmt.Runs.Config;
using static TorchSharp.torch;

namespace Nmt.Model.Tests.Recurrent;

public sealed class FusedTeacherForcingTests
{
    public static TheoryData<int[], int> Shapes => new()
    {
        { [1], 1 },
        { [4], 3 },
        { [1, 1], 2 },
        { [3, 5, 1, 2], 1 },
        { [2, 6, 4], 7 },
        { [9, 3, 12, 1, 7, 8, 10, 2], 15 },
    };

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Values_equal_those_of_single_steps(int[] sourceLengths, int targetLength)
    {
        // Given
        using var scope = NewDisposeScope();
        using var some = Some(sourceLengths, targetLength, ScalarType.Float32);

        // When
        var (states, weights, _) = some.Forward();

        // Then
        some.Decoder.Fused = null;
        var (expectedStates, expectedWeights, _) = some.Forward();
        TensorAssert.Close(expectedStates, states, 1e-5);
        TensorAssert.Close(expectedWeights, weights, 1e-5);
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Gradients_of_every_parameter_and_input_equal_those_of_single_steps(int[] sourceLengths, int targetLength) =>
        AssertGradientsEqualThoseOfSteps(sourceLengths, targetLength, ScalarType.Float32, 1e-4);

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Gradients_agree_to_double_precision(int[] sourceLengths, int targetLength) =>
        AssertGradientsEqualThoseOfSteps(sourceLengths, targetLength, ScalarType.Float64, 1e-11);

    // One mask per sentence, sampled with the initial state; nothing else is random, so that both ways sample the same mask.
    [Theory]
    [MemberData(nameof(Shapes))]
    public void Recurrent_dropout_has_the_values_and_gradients_of_single_steps(int[] sourceLengths, int targetLength)
    {
        // Given
        using var scope = NewDisposeScope();
        using var some = new DecoderCase(
            AttentionKind.General, DecoderCase.Of(), sourceLengths, targetLength, type: ScalarType.Float64,
            options: new ModelConfig { RecurrentDropout = 0.5 });
        Assert.NotNull(some.Decoder.Fused);

        // When
        manual_seed(6);
        var gradients = some.Gradients();
        manual_seed(6);
        var states = some.Forward().Outputs;

        // Then
        some.Decoder.Fused = null;
        manual_seed(6);
        foreach (var (name, gradient) in some.Gradients())
        {
            TensorAssert.RelativelyClose(gradient, gradients[name], 1e-11, $"gradient of {name}, element");
        }

        manual_seed(6);
        TensorAssert.Close(some.Forward().Outputs, states, 1e-12);
        some.Decoder.eval();
        Assert.NotEqual(some.Forward().Outputs.Doubles(), states.Doubles());
    }

    [Theory]
    [InlineData(true, 0.0, CellKind.Lstm, AttentionOrder.After)]
    [InlineData(false, 0.3, CellKind.Lstm, AttentionOrder.After)]
    [InlineData(false, 0.0, CellKind.Gru, AttentionOrder.After)]
    [InlineData(false, 0.0, CellKind.RnnTanh, AttentionOrder.After)]
    [InlineData(false, 0.0, CellKind.Lstm, AttentionOrder.Before)]
    public void Decoders_that_the_fused_loop_does_not_support_run_step_by_step(
        bool layerNorm, double attentionDropout, CellKind cell, AttentionOrder order)
    {
        using var some = new DecoderCase(
            AttentionKind.General, DecoderCase.Of(inputFeeding: null) with { AttentionOrder = order }, [3, 2], targetLength: 2,
            options: new ModelConfig { Cell = cell, LayerNorm = layerNorm, AttentionDropout = attentionDropout });

        Assert.Null(some.Decoder.Fused);
    }

    [Fact]
    public void Attention_dropout_changes_contexts_in_training_only_and_weights_never()
    {
        // Given
        using var scope = NewDisposeScope();
        using var some = new DecoderCase(
            AttentionKind.General, DecoderCase.Of(inputFeeding: false), [5, 4], targetLength: 3,
            options: new ModelConfig { AttentionDropout = 0.5 });

        // When
        manual_seed(1);
        some.Decoder.train();
        var (training, trainingWeights, _) = some.Forward();
        some.Decoder.eval();
        var (evaluation, weights, _) = some.Forward();

        // Then
        Assert.NotEqual(evaluation.Doubles(), training.Doubles());
        Assert.Equal(weights.Doubles(), trainingWeights.Doubles());
    }

    [Fact]
    public void Dropped_units_are_fed_to_the_next_step_as_zeros()
    {
        // Given: if only zeros are fed, a decoder's steps see only their own tokens and hidden states.
        using var scope = NewDisposeScope();
        using var some = new DecoderCase(AttentionKind.General, DecoderCase.Of(), [4, 2], targetLength: 3, dropout: 0.95);
        some.Decoder.train();
        var (dropped, weights, _) = some.Forward();
        // The dropped units are random: sampled until a first state is dropped as a whole.
        for (int draws = 1; draws < 1000 && Undisturbed(dropped).Count == 0; draws++)
        {
            (dropped, weights, _) = some.Forward();
        }

        var undisturbed = Undisturbed(dropped);

        // When: the second step again, from the first step's state, fed by hand with zeros.
        some.Decoder.eval();
        var first = some.Decoder.Step(some.Embedded.select(1, 0), some.Decoder.Start(some.Encoded));
        var fed = (RecurrentState)first.State with { Attentional = zeros_like(first.Output) };
        var second = some.Decoder.Step(some.Embedded.select(1, 1), fed);

        // Then
        Assert.NotEmpty(undisturbed);
        Assert.All(undisturbed, row =>
            TensorAssert.Close(second.Weights!.select(0, row), weights!.select(0, row).select(0, 1), 1e-6));
    }

    /// <summary>The sentences whose first attentional state was dropped as a whole.</summary>
    private static List<int> Undisturbed(Tensor states) =>
        [.. Enumerable.Range(0, 2).Where(row => states.select(0, row).narrow(0, 0, 1).Doubles().All(value => value == 0))];

    [Fact]
    public void Nothing_is_left_behind_by_passes_with_and_without_gradients()
    {
        // Given
        using var scope = NewDisposeScope();
        using var some = Some([4, 2, 3], 5, ScalarType.Float32);

        // When, Then
        LiveTensors.AssertSteady(50, () =>
        {
            using var step = NewDisposeScope();
            _ = some.Gradients();
        });
        LiveTensors.AssertSteady(50, () =>
        {
            using var step = NewDisposeScope();
            _ = some.Forward();
        });
        LiveTensors.AssertSteady(50, () =>
        {
            using var step = NewDisposeScope();
            using var noGradient = no_grad();
            _ = some.Forward();
        });
    }

    private static DecoderCase Some(int[] sourceLengths, int targetLength, ScalarType type) =>
        new(AttentionKind.General, DecoderCase.Of(), sourceLengths, targetLength, type: type);

    private static void AssertGradientsEqualThoseOfSteps(int[] sourceLengths, int targetLength, ScalarType type, double tolerance)
    {
        // Given
        using var scope = NewDisposeScope();
        using var some = Some(sourceLengths, targetLength, type);

        // When
        var gradients = some.Gradients();

        // Then: four inputs; attention, bridge's four, cell's four and combination.
        some.Decoder.Fused = null;
        var expected = some.Gradients();
        Assert.Equal(4 + 1 + 4 + 4 + 1, expected.Count);
        foreach (var (name, gradient) in expected)
        {
            Assert.NotEmpty(gradient);
            TensorAssert.RelativelyClose(gradient, gradients[name], tolerance, $"gradient of {name}, element");
        }
    }
}
