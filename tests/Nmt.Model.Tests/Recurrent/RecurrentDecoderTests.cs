using Nmt.Model.Attention;
using Nmt.Model.Attention.Scores;
using Nmt.Model.Attention.Windows;
using Nmt.Model.Recurrent;
using Nmt.Model.Tests.Naive;
using Nmt.Runs.Config;
using static TorchSharp.torch;

namespace Nmt.Model.Tests.Recurrent;

public sealed class RecurrentDecoderTests
{
    private static readonly int[] SourceLengths = [3, 5, 1];

    [Theory]
    [MemberData(nameof(DecoderCase.All), MemberType = typeof(DecoderCase))]
    public void Teacher_forcing_equals_step_by_step(AttentionKind attention, DecoderConfig config)
    {
        // Given
        using var scope = NewDisposeScope();
        using var some = new DecoderCase(attention, config, SourceLengths, targetLength: 4);
        var state = (RecurrentState)some.Decoder.Start(some.Encoded);

        // When
        var (states, weights, _) = some.Forward();

        // Then
        for (int t = 0; t < 4; t++)
        {
            var step = some.Decoder.Step(some.Embedded.select(1, t), state);
            TensorAssert.Close(step.Output, states.select(1, t), 1e-6);
            TensorAssert.Close(step.Weights, weights!.select(1, t), 1e-6);
            state = (RecurrentState)step.State;
        }
    }

    [Theory]
    [MemberData(nameof(DecoderCase.All), MemberType = typeof(DecoderCase))]
    public void States_and_weights_equal_those_of_loops_over_each_sentence(AttentionKind attention, DecoderConfig config)
    {
        // Given
        using var scope = NewDisposeScope();
        using var some = new DecoderCase(attention, config, SourceLengths, targetLength: 3);
        var start = (RecurrentState)some.Decoder.Start(some.Encoded);

        // When
        var (states, weights, _) = some.Forward();

        // Then
        var naive = new NaiveDecoder(some.Decoder, config, DecoderCase.AttentionOf(attention));
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
                TensorAssert.Close([.. expectedWeights[t], .. zeros], weights!.select(0, row).Rows()[t], 1e-5);
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
        var state = (RecurrentState)some.Decoder.Start(some.Encoded);
        var rows = tensor([0L, 0, 1, 1, 2, 2]);

        // When
        var together = some.Decoder.Step(some.Embedded.reshape(6, DecoderCase.EmbeddingSize), (RecurrentState)state.Select(rows, sentences: null));

        // Then
        for (int position = 0; position < 2; position++)
        {
            var alone = some.Decoder.Step(some.Embedded.select(1, position), state);
            var chosen = tensor([(long)position, position + 2, position + 4]);
            TensorAssert.Close(alone.Output, together.Output.index_select(0, chosen), 1e-6);
            TensorAssert.Close(alone.Weights, together.Weights!.index_select(0, chosen), 1e-6);
            TensorAssert.Close(((RecurrentState)alone.State).Cell[1], ((RecurrentState)together.State).Cell[1].index_select(0, chosen), 1e-6);
        }
    }

    [Theory]
    [InlineData(AttentionKind.General, 1, true, true)]
    [InlineData(AttentionKind.General, 2, true, false)]
    [InlineData(AttentionKind.General, 1, false, false)]
    [InlineData(AttentionKind.Additive, 1, true, false)]
    public void Fastest_supported_teacher_forcing_is_used(AttentionKind attention, int layers, bool inputFeeding, bool isFused)
    {
        // Given
        using var scope = NewDisposeScope();

        // When
        using var some = new DecoderCase(attention, DecoderCase.Of(layers, inputFeeding), SourceLengths, targetLength: 1);

        // Then
        Assert.Equal(isFused, some.Decoder.Fused is not null);
    }

    [Theory]
    [InlineData(AttentionKind.General)]
    [InlineData(AttentionKind.Additive)]
    public void Dropout_zeroes_its_share_of_the_attentional_states_and_scales_the_others(AttentionKind attention)
    {
        // Given: one target position, so that no dropped unit is fed to a later one.
        using var scope = NewDisposeScope();
        using var some = new DecoderCase(attention, DecoderCase.Of(), [.. Enumerable.Repeat(4, 500)], targetLength: 1, dropout: 0.25);
        some.Decoder.eval();
        double[] whole = some.Forward().Outputs.Doubles();

        // When
        some.Decoder.train();
        double[] dropped = some.Forward().Outputs.Doubles();

        // Then: 2000 units; ten standard deviations of the share of zeros are below 0.1.
        Assert.InRange(dropped.Count(value => value == 0) / (double)dropped.Length, 0.15, 0.35);
        TensorAssert.Close([.. whole.Select((value, i) => dropped[i] == 0 ? 0 : value / 0.75)], dropped, 1e-6);
    }

    [Fact]
    public void Selected_rows_are_in_the_requested_order_and_may_repeat()
    {
        // Given
        using var scope = NewDisposeScope();
        var draw = new Draw(5);
        var state = new RecurrentState(
            [draw.Values(3, 2), draw.Values(3, 2)], [draw.Values(3, 2), draw.Values(3, 2)], draw.Values(3, 2));
        long[] rows = [2, 0, 2, 1];

        // When
        var selected = (RecurrentState)state.Select(tensor(rows), sentences: null);

        // Then
        (Tensor Before, Tensor After)[] pairs =
        [
            .. state.Hidden.Zip(selected.Hidden), .. state.Cell.Zip(selected.Cell), (state.Attentional, selected.Attentional),
        ];
        Assert.Equal(5, pairs.Length);
        foreach (var (before, after) in pairs)
        {
            double[][] old = before.Rows();
            Assert.Equal(rows.Select(row => old[row]), after.Rows());
        }
    }

    [Fact]
    public void A_state_outlives_the_scopes_of_the_decoder()
    {
        // Given
        using var scope = NewDisposeScope();
        using var some = new DecoderCase(AttentionKind.General, DecoderCase.Of(layers: 2), [3, 1], targetLength: 1);

        // When
        var step = some.Decoder.Step(some.Embedded.select(1, 0), some.Decoder.Start(some.Encoded));

        // Then: hidden, cell, attentional; keys, states, padding.
        Assert.Equal((2 * 2) + 1 + 3, step.State.Tensors.Count());
        Assert.All(step.State.Tensors, tensor => Assert.False(tensor.IsInvalid));
    }

    [Fact]
    public void The_attentions_own_loss_is_returned_for_each_target_position()
    {
        // Given: weights of 1 on the position t of a window of one, so that the coverage loss of step t is 1 where the window has stopped.
        using var scope = NewDisposeScope();
        var mechanism = new AttentionMechanism(new DotScore(4, heads: 1), new MonotonicWindow(halfWidth: 0), new Dropout(0))
        {
            Coverage = new Coverage(keySize: 4, lossWeight: 0.5, CPU),
        };
        using var some = new DecoderCase(AttentionKind.Dot, DecoderCase.Of(), [3, 1], targetLength: 4, mechanism: mechanism);

        // When
        var decoded = some.Forward();
        var real = decoded.AtRealPositions(Draw.Target([5, 6, 7, Draw.Eos], [5, Draw.Eos]));

        // Then
        TensorAssert.Close([0, 0, 0, 0.5, 0, 0.5, 0.5, 0.5], decoded.AuxiliaryLoss!.Doubles(), 0);
        Assert.Equal(1, real.AuxiliaryLoss!.item<float>());
    }
}
