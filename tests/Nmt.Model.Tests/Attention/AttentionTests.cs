using Nmt.Model.Attention;
using Nmt.Model.Tests.Naive;
using Nmt.Runs.Config;
using static TorchSharp.torch;

namespace Nmt.Model.Tests.Attention;

public sealed class AttentionTests
{
    private const int EncoderSize = 6;
    private const int DecoderSize = 6;
    private const int Width = 6;
    private static readonly int[] Lengths = [6, 1, 3];

    private static readonly AttentionConfig[] s_mechanisms =
        [.. TinyModel.Mechanisms, new AttentionConfig(), new AttentionConfig { Type = AttentionKind.Additive }];

    public static TheoryData<AttentionConfig> Mechanisms => [.. s_mechanisms];

    public static TheoryData<AttentionConfig> WithoutCoverage => [.. s_mechanisms.Where(config => !config.Coverage)];

    [Theory]
    [MemberData(nameof(Mechanisms))]
    public void Weights_and_contexts_of_successive_steps_equal_those_of_nested_loops(AttentionConfig config)
    {
        // Given
        using var scope = NewDisposeScope();
        var (attention, module) = Create(config);
        var (states, queries, padding) = Some(queriesPerSentence: 3);
        var source = attention.Prepare(states, padding);
        var naive = Lengths.Select(_ => new NaiveAttention(config, module)).ToArray();
        var coverage = attention.InitialCoverage(source);

        for (int t = 0; t < 3; t++)
        {
            // When
            var result = attention.Attend(queries.narrow(1, t, 1), source, position: t, coverage).Rows();

            // Then
            coverage = result.Coverage;
            for (int row = 0; row < Lengths.Length; row++)
            {
                double[][] real = states.select(0, row).Rows()[..Lengths[row]];
                var (context, weights) = naive[row].Attend(queries.select(0, row).Rows()[t], real, t);
                TensorAssert.Close([.. weights, .. new double[Width - Lengths[row]]], result.Weights.Rows()[row], 1e-5);
                TensorAssert.Close(context, result.Context.Rows()[row], 1e-5);
                TensorAssert.Close([naive[row].CoverageLoss], [result.Loss is null ? 0 : result.Loss.Doubles()[row]], 1e-5);
            }
        }
    }

    [Theory]
    [MemberData(nameof(WithoutCoverage))]
    public void Weights_are_exactly_zero_at_padding(AttentionConfig config)
    {
        // Given
        using var scope = NewDisposeScope();
        var (attention, _) = Create(config);
        var (states, queries, padding) = Some(queriesPerSentence: 2);

        // When
        var weights = attention.Attend(queries, attention.Prepare(states, padding), position: 0).Weights;

        // Then
        Assert.Equal([Lengths.Length, 2L, Width], weights.shape);
        Assert.All(weights.masked_select(padding.expand(weights.shape)).Doubles(), weight => Assert.Equal(0, weight));
    }

    [Theory]
    [MemberData(nameof(WithoutCoverage))]
    public void Values_at_padding_change_no_weight(AttentionConfig config)
    {
        // Given
        using var scope = NewDisposeScope();
        var (attention, _) = Create(config);
        var (states, queries, padding) = Some(queriesPerSentence: 2);
        var disturbed = states.masked_fill(padding.transpose(1, 2), 1000);

        // When
        var weights = attention.Attend(queries, attention.Prepare(disturbed, padding), position: 0).Weights;

        // Then
        TensorAssert.Close(attention.Attend(queries, attention.Prepare(states, padding), position: 0).Weights, weights, 1e-7);
    }

    [Theory]
    [MemberData(nameof(Mechanisms))]
    public void Several_queries_at_once_equal_one_at_a_time(AttentionConfig config)
    {
        // Given: queries of a sentence differ in what they have covered, too.
        using var scope = NewDisposeScope();
        var (attention, _) = Create(config);
        var (states, queries, padding) = Some(queriesPerSentence: 4);
        var source = attention.Prepare(states, padding);
        var coverage = config.Coverage ? new Draw(9).Values(Lengths.Length * 4, Width).abs() : null;

        // When
        var together = attention.Attend(queries, source, position: 2, coverage);

        // Then
        for (int i = 0; i < 4; i++)
        {
            var alone = attention.Attend(queries.narrow(1, i, 1), source, position: 2, coverage?.view(Lengths.Length, 4, Width).select(1, i));
            TensorAssert.Close(alone.Weights, together.Weights.narrow(1, i, 1), 1e-6);
            TensorAssert.Close(alone.Context, together.Context.narrow(1, i, 1), 1e-6);
            if (config.Coverage)
            {
                TensorAssert.Close(alone.Coverage, together.Coverage!.narrow(1, i, 1), 1e-6);
            }
        }
    }

    [Fact]
    public void Weights_are_the_mean_of_those_of_the_heads()
    {
        // Given
        using var scope = NewDisposeScope();
        var (attention, _) = Create(new AttentionConfig { Heads = 3 });
        var (states, queries, padding) = Some(queriesPerSentence: 2);

        // When
        var result = attention.Attend(queries, attention.Prepare(states, padding), position: 0);

        // Then
        Assert.Equal([Lengths.Length, 2L, 3, Width], result.HeadWeights!.shape);
        TensorAssert.Close(result.HeadWeights.mean([2]), result.Weights, 1e-6);
        Assert.True(result.HeadWeights.select(2, 0).sub(result.HeadWeights.select(2, 1)).abs().max().item<float>() > 0.01);
    }

    [Theory]
    [InlineData(AttentionNormalization.Softmax)]
    [InlineData(AttentionNormalization.Sparsemax)]
    [InlineData(AttentionNormalization.Entmax15)]
    public void Huge_scores_still_give_weights_that_sum_to_one(AttentionNormalization normalization)
    {
        // Given: scores of several thousands, whose exponentials overflow.
        using var scope = NewDisposeScope();
        var (attention, _) = Create(new AttentionConfig { Normalization = normalization });
        var (states, queries, padding) = Some(queriesPerSentence: 1);

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
            TensorAssert.Close(source.Values.select(0, old), selected.Values.select(0, row), 0);
            TensorAssert.Close(source.Padding.select(0, old), selected.Padding.select(0, row), 0);
        }
    }

    [Fact]
    public void Fused_teacher_forcing_is_offered_only_for_a_softmax_over_dot_products()
    {
        // Given
        var general = new AttentionConfig();
        (AttentionConfig Config, double Dropout, bool IsProduct)[] cases =
        [
            (general, 0, true), (new AttentionConfig { Type = AttentionKind.Dot }, 0, true), (general, 0.2, false),
            .. TinyModel.Mechanisms.Where(config => config != new AttentionConfig { Type = AttentionKind.Dot }).Select(config => (config, 0.0, false)),
            (general with { Hard = HardAttention.StraightThrough }, 0, false),
        ];

        // When, Then
        Assert.All(cases, entry => Assert.Equal(entry.IsProduct, AttentionMechanism.Create(
            ModelOf(entry.Config) with { AttentionDropout = entry.Dropout }, EncoderSize, CPU)!.IsGlobalDotProduct));
    }

    [Fact]
    public void A_fixed_temperature_has_no_weight_and_a_learnt_one_begins_at_its_initial_value()
    {
        // Given
        using var scope = NewDisposeScope();

        // When
        var (_, fixedModule) = Create(new AttentionConfig { Type = AttentionKind.Cosine, Temperature = 0.5 });
        var (_, learnt) = Create(new AttentionConfig { Type = AttentionKind.Cosine, Heads = 2 });

        // Then
        Assert.Equal(["attention.key.weight"], fixedModule.named_parameters().Select(entry => entry.name));
        TensorAssert.Close([Math.Log(0.1), Math.Log(0.1)], NaiveAlgebra.Vector(learnt, "attention.log_temperature"), 1e-6);
    }

    /// <summary>Creates a mechanism with weights, and a module that has them under the names of the decoder.</summary>
    private static (AttentionMechanism Attention, nn.Module Module) Create(AttentionConfig config)
    {
        var attention = AttentionMechanism.Create(ModelOf(config), EncoderSize, CPU)!;
        return (attention, new Holder(attention).WithWeights());
    }

    private static ModelConfig ModelOf(AttentionConfig config) => new()
    {
        Encoder = new EncoderConfig { HiddenSize = EncoderSize / 2 }, Decoder = new DecoderConfig { HiddenSize = DecoderSize }, Attention = config,
    };

    private static (Tensor States, Tensor Queries, Tensor Padding) Some(long queriesPerSentence)
    {
        var draw = new Draw(4);
        return (draw.Values(Lengths.Length, Width, EncoderSize), draw.Values(Lengths.Length, queriesPerSentence, DecoderSize), Draw.Padding(Lengths, Width));
    }

    private sealed class Holder : nn.Module
    {
        public Holder(AttentionMechanism attention)
            : base(nameof(Holder))
        {
            foreach (var (name, module) in attention.Modules)
            {
                register_module(name, module);
            }
        }
    }
}
