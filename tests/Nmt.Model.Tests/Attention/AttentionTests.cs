using Nmt.Model.Attention;
using Nmt.Model.Tests.Naive;
using Nmt.Runs.Config;
using static TorchSharp.torch;

namespace Nmt.Model.Tests.Attention;

public sealed class AttentionTests
{
    private const int EncoderSize = 5;
    private const int DecoderSize = 4;
    private const int Width = 6;
    private static readonly int[] Lengths = [6, 1, 3];

    [Theory]
    [InlineData(AttentionKind.General)]
    [InlineData(AttentionKind.Additive)]
    public void Weights_equal_those_of_nested_loops(AttentionKind kind)
    {
        // Given
        using var scope = NewDisposeScope();
        var (attention, states, queries, padding) = Some(kind, queriesPerSentence: 3);

        // When
        var weights = attention.Attend(queries, attention.Prepare(states, padding), position: 0).Weights;

        // Then
        var naive = new NaiveAttention(kind, attention.Modules.First().Module);
        Assert.Equal([Lengths.Length, 3, Width], weights.shape);
        for (int row = 0; row < Lengths.Length; row++)
        {
            double[][] real = states.select(0, row).Rows()[..Lengths[row]];
            double[][] actual = weights.select(0, row).Rows();
            double[][] requested = queries.select(0, row).Rows();
            for (int i = 0; i < requested.Length; i++)
            {
                double[] expected = [.. naive.ComputeWeights(requested[i], real), .. new double[Width - Lengths[row]]];
                TensorAssert.Close(expected, actual[i], 1e-5);
            }
        }
    }

    [Theory]
    [InlineData(AttentionKind.General)]
    [InlineData(AttentionKind.Additive)]
    public void Weights_of_a_query_sum_to_one_and_are_exactly_zero_at_padding(AttentionKind kind)
    {
        // Given
        using var scope = NewDisposeScope();
        var (attention, states, queries, padding) = Some(kind, queriesPerSentence: 2);

        // When
        var weights = attention.Attend(queries, attention.Prepare(states, padding), position: 0).Weights;

        // Then
        TensorAssert.Close([.. Enumerable.Repeat(1.0, Lengths.Length * 2)], weights.sum(2).Doubles(), 1e-6);
        Assert.All(weights.masked_select(padding.expand(weights.shape)).Doubles(), weight => Assert.Equal(0, weight));
    }

    [Theory]
    [InlineData(AttentionKind.General)]
    [InlineData(AttentionKind.Additive)]
    public void Values_at_padding_change_no_weight(AttentionKind kind)
    {
        // Given
        using var scope = NewDisposeScope();
        var (attention, states, queries, padding) = Some(kind, queriesPerSentence: 2);
        var disturbed = states.masked_fill(padding.transpose(1, 2), 1000);

        // When
        var weights = attention.Attend(queries, attention.Prepare(disturbed, padding), position: 0).Weights;

        // Then
        TensorAssert.Close(attention.Attend(queries, attention.Prepare(states, padding), position: 0).Weights, weights, 0);
    }

    [Theory]
    [InlineData(AttentionKind.General)]
    [InlineData(AttentionKind.Additive)]
    public void Several_queries_at_once_equal_one_at_a_time(AttentionKind kind)
    {
        // Given
        using var scope = NewDisposeScope();
        var (attention, states, queries, padding) = Some(kind, queriesPerSentence: 4);
        var source = attention.Prepare(states, padding);

        // When
        var together = attention.Attend(queries, source, position: 0).Weights;

        // Then
        for (int i = 0; i < 4; i++)
        {
            TensorAssert.Close(attention.Attend(queries.narrow(1, i, 1), source, position: 0).Weights, together.narrow(1, i, 1), 1e-6);
        }
    }

    [Fact]
    public void Huge_scores_still_give_weights_that_sum_to_one()
    {
        // Given: scores of several thousands, whose exponentials overflow.
        using var scope = NewDisposeScope();
        var (attention, states, queries, padding) = Some(AttentionKind.General, queriesPerSentence: 1);

        // When
        var weights = attention.Attend(queries * 1e4, attention.Prepare(states, padding), position: 0).Weights;

        // Then
        TensorAssert.Close([1, 1, 1], weights.sum(2).Doubles(), 1e-6);
    }

    [Fact]
    public void Selected_source_contains_the_requested_sentences_in_order()
    {
        // Given
        using var scope = NewDisposeScope();
        var draw = new Draw(3);
        var source = new EncodedSource(draw.Values(3, Width, 2), draw.Values(3, Width, 4), Draw.Padding(Lengths, Width));

        // When
        var selected = source.Select(tensor([2L, 0L]));

        // Then
        Assert.Equal(2, selected.Batch);
        for (int row = 0; row < 2; row++)
        {
            int old = 2 - (2 * row);
            TensorAssert.Close(source.Keys.select(0, old), selected.Keys.select(0, row), 0);
            TensorAssert.Close(source.States.select(0, old), selected.States.select(0, row), 0);
            TensorAssert.Close(source.Padding.select(0, old), selected.Padding.select(0, row), 0);
        }
    }

    [Theory]
    [InlineData(AttentionKind.General)]
    [InlineData(AttentionKind.Additive)]
    public void Context_is_the_weighted_mean_of_the_states(AttentionKind kind)
    {
        // Given
        using var scope = NewDisposeScope();
        var (attention, states, queries, padding) = Some(kind, queriesPerSentence: 2);

        // When
        var (context, weights, loss) = attention.Attend(queries, attention.Prepare(states, padding), position: 3);

        // Then
        TensorAssert.Close((weights.unsqueeze(3) * states.unsqueeze(1)).sum(2), context, 1e-6);
        Assert.Null(loss);
    }

    [Theory]
    [InlineData(AttentionKind.General, 0.0, true)]
    [InlineData(AttentionKind.General, 0.2, false)]
    [InlineData(AttentionKind.Additive, 0.0, false)]
    public void Only_a_general_score_without_dropout_is_a_softmax_over_dot_products(AttentionKind kind, double dropout, bool expected)
    {
        var config = new ModelConfig { Attention = new AttentionConfig { Type = kind }, AttentionDropout = dropout };

        Assert.Equal(expected, AttentionMechanism.Create(config, EncoderSize, CPU).IsGlobalDotProduct);
    }

    private static (AttentionMechanism Attention, Tensor States, Tensor Queries, Tensor Padding) Some(AttentionKind kind, long queriesPerSentence)
    {
        var draw = new Draw((int)kind + 1);
        IAttentionScore score = kind == AttentionKind.General
            ? new GeneralScore(EncoderSize, DecoderSize, CPU).WithWeights()
            : new AdditiveScore(EncoderSize, DecoderSize, 7, CPU).WithWeights();
        return (new AttentionMechanism(score, new GlobalWindow(), nn.Dropout(0)), draw.Values(Lengths.Length, Width, EncoderSize),
            draw.Values(Lengths.Length, queriesPerSentence, DecoderSize), Draw.Padding(Lengths, Width));
    }
}
