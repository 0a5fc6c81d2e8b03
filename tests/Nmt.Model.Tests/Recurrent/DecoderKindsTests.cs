using Nmt.Model.Recurrent;
using Nmt.Model.Tests.Naive;
using Nmt.Runs.Config;
using static TorchSharp.torch;

namespace Nmt.Model.Tests.Recurrent;

/// <summary>Decoders with other cells than LSTMs, with attention before the cell, and with residual layers.</summary>
public sealed class DecoderKindsTests
{
    private static readonly int[] SourceLengths = [3, 5, 1];

    public static TheoryData<ModelConfig, AttentionKind> Kinds
    {
        get
        {
            var kinds = new TheoryData<ModelConfig, AttentionKind>();
            foreach (var kind in DecoderCase.Kinds)
            {
                kinds.Add(kind, AttentionKind.General);
                kinds.Add(kind, AttentionKind.Additive);
            }

            return kinds;
        }
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Teacher_forcing_equals_step_by_step(ModelConfig config, AttentionKind attention)
    {
        // Given
        using var scope = NewDisposeScope();
        using var some = Some(config, attention);
        var state = some.Decoder.Start(some.Encoded);

        // When
        var (states, weights, _) = some.Forward();

        // Then
        Assert.Null(some.Decoder.Fused);
        for (int t = 0; t < 4; t++)
        {
            var step = some.Decoder.Step(some.Embedded.select(1, t), state);
            TensorAssert.Close(step.Output, states.select(1, t), 1e-12);
            TensorAssert.Close(step.Weights, weights!.select(1, t), 1e-12);
            state = step.State;
        }
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void States_and_weights_equal_those_of_loops_over_each_sentence(ModelConfig config, AttentionKind attention)
    {
        // Given
        using var scope = NewDisposeScope();
        using var some = Some(config, attention);
        var start = (RecurrentState)some.Decoder.Start(some.Encoded);

        // When
        var decoded = some.Forward();

        // Then
        AssertEqualsLoops(some, start, decoded);
    }

    [Theory]
    [MemberData(nameof(DecoderCase.Kinds), MemberType = typeof(DecoderCase))]
    public void Recurrent_dropout_scales_the_hidden_state_where_it_enters_a_product(ModelConfig config)
    {
        // Given
        using var scope = NewDisposeScope();
        using var some = Some(config with { RecurrentDropout = 0.5 }, AttentionKind.General);
        some.Decoder.train();

        // When
        manual_seed(4);
        var decoded = some.Forward();

        // Then: the same masks again.
        manual_seed(4);
        var start = (RecurrentState)some.Decoder.Start(some.Encoded);
        Assert.Contains(start.HiddenScale!.SelectMany(scale => scale.Doubles()), value => value == 0);
        AssertEqualsLoops(some, start, decoded);
    }

    [Theory]
    [MemberData(nameof(DecoderCase.Kinds), MemberType = typeof(DecoderCase))]
    public void Several_rows_of_a_sentence_attend_to_that_sentence(ModelConfig config)
    {
        // Given: two rows for each of three sentences, as in a beam; rows of a sentence read different tokens.
        using var scope = NewDisposeScope();
        using var some = Some(config, AttentionKind.Additive);
        var state = some.Decoder.Start(some.Encoded);
        var embedded = some.Embedded.narrow(1, 0, 2);

        // When
        var rows = state.Select(tensor([0L, 0, 1, 1, 2, 2]), sentences: null);
        var together = some.Decoder.Step(embedded.reshape(6, DecoderCase.EmbeddingSize), rows);
        var later = some.Decoder.Step(embedded.reshape(6, DecoderCase.EmbeddingSize), together.State);

        // Then
        for (int position = 0; position < 2; position++)
        {
            var alone = some.Decoder.Step(embedded.select(1, position), state);
            var laterAlone = some.Decoder.Step(embedded.select(1, position), alone.State);
            var chosen = tensor([(long)position, position + 2, position + 4]);
            TensorAssert.Close(alone.Output, together.Output.index_select(0, chosen), 1e-12);
            TensorAssert.Close(alone.Weights, together.Weights!.index_select(0, chosen), 1e-12);
            TensorAssert.Close(laterAlone.Output, later.Output.index_select(0, chosen), 1e-12);
        }
    }

    // Attention before the cell: the first weights depend on the initial state alone, not on the first token.
    [Theory]
    [InlineData(AttentionOrder.Before, true)]
    [InlineData(AttentionOrder.After, false)]
    public void The_order_decides_whether_attention_sees_the_token_of_its_step(AttentionOrder order, bool isSame)
    {
        // Given
        using var scope = NewDisposeScope();
        using var some = Some(new ModelConfig { Decoder = DecoderCase.Of(inputFeeding: null) with { AttentionOrder = order } }, AttentionKind.Additive);
        var state = some.Decoder.Start(some.Encoded);

        // When
        var first = some.Decoder.Step(some.Embedded.select(1, 0), state);
        var other = some.Decoder.Step(some.Embedded.select(1, 1), state);

        // Then
        Assert.Equal(isSame, first.Weights.Doubles().SequenceEqual(other.Weights.Doubles()));
        Assert.NotEqual(first.Output.Doubles(), other.Output.Doubles());
    }

    private static DecoderCase Some(ModelConfig config, AttentionKind attention) =>
        new(attention, config.Decoder, SourceLengths, targetLength: 4, type: ScalarType.Float64, options: config);

    private static void AssertEqualsLoops(DecoderCase some, RecurrentState start, TeacherForcedOutput decoded)
    {
        var naive = new NaiveDecoder(some.Decoder, some.Config, DecoderCase.AttentionOf(some.Attention), some.Model);
        for (int row = 0; row < SourceLengths.Length; row++)
        {
            double[][] Row(IEnumerable<Tensor> layers) => [.. layers.Select(tensor => tensor.select(0, row).Doubles())];
            var (expectedStates, expectedWeights) = naive.Decode(
                some.Embedded.select(0, row).Rows(), Row(start.Hidden), Row(start.Cell), some.Encoded.States.select(0, row).Rows()[..SourceLengths[row]],
                start.HiddenScale is { } scale ? Row(scale) : null);
            for (int t = 0; t < expectedStates.Length; t++)
            {
                double[] zeros = new double[SourceLengths.Max() - SourceLengths[row]];
                TensorAssert.Close(expectedStates[t], decoded.Outputs.select(0, row).Rows()[t], 1e-12);
                TensorAssert.Close([.. expectedWeights[t], .. zeros], decoded.Weights!.select(0, row).Rows()[t], 1e-12);
            }
        }
    }
}
