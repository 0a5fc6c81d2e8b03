using Nmt.Model.Decoders.TeacherForcing;
using Nmt.Model.Tests.Naive;
using Nmt.Runs.Config;
using static TorchSharp.torch;

namespace Nmt.Model.Tests.Decoders;

public sealed class AttentionalLstmDecoderTests
{
    private static readonly int[] SourceLengths = [3, 5, 1];

    [Theory]
    [MemberData(nameof(DecoderCase.All), MemberType = typeof(DecoderCase))]
    public void Teacher_forcing_equals_step_by_step(AttentionKind attention, DecoderConfig config)
    {
        // Given
        using var scope = NewDisposeScope();
        using var some = new DecoderCase(attention, config, SourceLengths, targetLength: 4);
        var state = some.Decoder.Start(some.Encoded);
        var memory = some.Decoder.Memorize(some.Encoded);

        // When
        var (states, weights) = some.Decoder.Forward(some.Embedded, state, memory);

        // Then
        for (int t = 0; t < 4; t++)
        {
            var step = some.Decoder.Step(some.Embedded.select(1, t), state, memory);
            TensorAssert.Close(step.Attentional, states.select(1, t), 1e-6);
            TensorAssert.Close(step.Weights, weights.select(1, t), 1e-6);
            state = step.State;
        }
    }

    [Theory]
    [MemberData(nameof(DecoderCase.All), MemberType = typeof(DecoderCase))]
    public void States_and_weights_equal_those_of_loops_over_each_sentence(AttentionKind attention, DecoderConfig config)
    {
        // Given
        using var scope = NewDisposeScope();
        using var some = new DecoderCase(attention, config, SourceLengths, targetLength: 3);
        var start = some.Decoder.Start(some.Encoded);

        // When
        var (states, weights) = some.Forward();

        // Then
        var naive = new NaiveDecoder(some.Decoder, config, attention);
        for (int row = 0; row < SourceLengths.Length; row++)
        {
            var (expectedStates, expectedWeights) = naive.Decode(
                some.Embedded.select(0, row).Rows(), [.. start.Hidden.Select(tensor => tensor.select(0, row).Doubles())],
                [.. start.Cell.Select(tensor => tensor.select(0, row).Doubles())],
                some.Encoded.States.select(0, row).Rows()[..SourceLengths[row]]);
            for (int t = 0; t < 3; t++)
            {
                double[] zeros = new double[SourceLengths.Max() - SourceLengths[row]];
                TensorAssert.Close(expectedStates[t], states.select(0, row).Rows()[t], 1e-5);
                TensorAssert.Close([.. expectedWeights[t], .. zeros], weights.select(0, row).Rows()[t], 1e-5);
            }
        }
    }

    [Theory]
    [InlineData(AttentionKind.General)]
    [InlineData(AttentionKind.Additive)]
    public void Several_rows_of_a_sentence_attend_to_that_sentence(AttentionKind attention)
    {
        // Given: two rows for each of three sentences, as in a beam; rows of a sentence read different tokens.
        using var scope = NewDisposeScope();
        using var some = new DecoderCase(attention, DecoderCase.Of(layers: 2), SourceLengths, targetLength: 2);
        var state = some.Decoder.Start(some.Encoded);
        var memory = some.Decoder.Memorize(some.Encoded);
        var rows = tensor([0L, 0, 1, 1, 2, 2]);

        // When
        var together = some.Decoder.Step(some.Embedded.reshape(6, DecoderCase.EmbeddingSize), state.Select(rows), memory);

        // Then
        for (int place = 0; place < 2; place++)
        {
            var alone = some.Decoder.Step(some.Embedded.select(1, place), state, memory);
            var chosen = tensor([(long)place, place + 2, place + 4]);
            TensorAssert.Close(alone.Attentional, together.Attentional.index_select(0, chosen), 1e-6);
            TensorAssert.Close(alone.Weights, together.Weights.index_select(0, chosen), 1e-6);
            TensorAssert.Close(alone.State.Cell[1], together.State.Cell[1].index_select(0, chosen), 1e-6);
        }
    }

    [Theory]
    [InlineData(AttentionKind.General, 1, true, typeof(FusedTeacherForcing))]
    [InlineData(AttentionKind.General, 2, true, typeof(StepwiseTeacherForcing))]
    [InlineData(AttentionKind.General, 1, false, typeof(StepwiseTeacherForcing))]
    [InlineData(AttentionKind.Additive, 1, true, typeof(StepwiseTeacherForcing))]
    public void Fastest_teacher_forcing_that_fits_is_taken(AttentionKind attention, int layers, bool inputFeeding, Type expected)
    {
        // Given
        using var scope = NewDisposeScope();

        // When
        using var some = new DecoderCase(attention, DecoderCase.Of(layers, inputFeeding), SourceLengths, targetLength: 1);

        // Then
        Assert.IsType(expected, some.Decoder.TeacherForcing);
    }

    [Theory]
    [InlineData(AttentionKind.General)]
    [InlineData(AttentionKind.Additive)]
    public void Dropout_zeroes_its_share_of_the_attentional_states_and_scales_the_others(AttentionKind attention)
    {
        // Given: one target position, so that nothing dropped is fed to a later one.
        using var scope = NewDisposeScope();
        using var some = new DecoderCase(attention, DecoderCase.Of(), [.. Enumerable.Repeat(4, 500)], targetLength: 1, dropout: 0.25);
        some.Decoder.eval();
        double[] whole = some.Forward().States.Doubles();

        // When
        some.Decoder.train();
        double[] dropped = some.Forward().States.Doubles();

        // Then: 2000 units; ten standard deviations of the share of zeros are below 0.1.
        Assert.InRange(dropped.Count(value => value == 0) / (double)dropped.Length, 0.15, 0.35);
        TensorAssert.Close([.. whole.Select((value, i) => dropped[i] == 0 ? 0 : value / 0.75)], dropped, 1e-6);
    }
}
