using Nmt.Model.Tests.Naive;
using Nmt.Model.Transformer;
using Nmt.Runs.Config;
using Nmt.Runs.Config.Architectures;
using Nmt.Search;
using TorchSharp;
using static TorchSharp.torch;

namespace Nmt.Model.Tests.Transformer;

public sealed class TransformerTests
{
    private static readonly int[] Source = [3, 4, 5, 6, 2];
    private static readonly int[] Target = [7, 8, 9, 3, 2];

    public static TheoryData<TransformerConfig, EmbeddingTying> Kinds => new()
    {
        { new TransformerConfig(), EmbeddingTying.None },
        { new TransformerConfig { Norm = NormKind.Post }, EmbeddingTying.All },
        { new TransformerConfig { Positions = PositionKind.Learnt, MaxPositions = 8, Heads = 1 }, EmbeddingTying.TargetOutput },
        { new TransformerConfig { Positions = PositionKind.None, Activation = ActivationKind.Gelu, AlignmentLayer = 1 }, EmbeddingTying.SourceTarget },
    };

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Outputs_weights_and_maps_are_those_of_loops_written_from_the_paper(TransformerConfig config, EmbeddingTying tying)
    {
        // Given
        using var scope = NewDisposeScope();
        using var model = Create(config, tying);

        // When
        var decoded = model.DecodeTeacherForced(Draw.Source(Source), Draw.Target(Target), new TeacherForcingOptions { KeepsMaps = true });

        // Then
        var (outputs, cross) = new NaiveTransformer(model).Decode(Source, [Draw.Bos, .. Target[..^1]]);
        TensorAssert.Close([.. outputs.SelectMany(row => row)], decoded.Outputs.Doubles(), 1e-9);
        int alignment = config.AlignmentLayer > 0 ? config.AlignmentLayer : 2;
        for (int t = 0; t < Target.Length; t++)
        {
            double[] mean = [.. Enumerable.Range(0, Source.Length).Select(s => cross[alignment - 1][t].Average(head => head[s]))];
            TensorAssert.Close(mean, decoded.RequiredWeights[0][t].Doubles(), 1e-9);
            for (int layer = 0; layer < 2; layer++)
            {
                var map = decoded.Maps.Single(map => map.Site == AttentionSite.Cross && map.Layer == layer + 1).Weights[0];
                TensorAssert.Close([.. cross[layer][t].SelectMany(head => head)], map.select(1, t).Doubles(), 1e-9);
            }
        }

        Assert.Equal(
            [(AttentionSite.EncoderSelf, 1), (AttentionSite.EncoderSelf, 2), (AttentionSite.Cross, 1), (AttentionSite.DecoderSelf, 1), (AttentionSite.Cross, 2), (AttentionSite.DecoderSelf, 2)],
            decoded.Maps.Select(map => (map.Site, map.Layer)));
        Assert.All(decoded.Maps, map => TensorAssert.Close(ones([1, map.Weights.shape[1], 5], ScalarType.Float64), map.Weights.sum(3), 1e-9));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void A_later_target_token_changes_no_earlier_output(TransformerConfig config, EmbeddingTying tying)
    {
        // Given
        using var scope = NewDisposeScope();
        using var model = Create(config, tying);
        double[][] outputs = model.DecodeTeacherForced(Draw.Source(Source), Draw.Target(Target)).Outputs.Rows();
        for (int changed = 0; changed < Target.Length - 1; changed++)
        {
            // When
            int[] other = [.. Target];
            other[changed] = 10;
            double[][] changedOutputs = model.DecodeTeacherForced(Draw.Source(Source), Draw.Target(other)).Outputs.Rows();

            // Then: the token is the input of the next position.
            for (int t = 0; t < Target.Length; t++)
            {
                double difference = outputs[t].Zip(changedOutputs[t], (a, b) => Math.Abs(a - b)).Max();
                Assert.True(t <= changed ? difference == 0 : t > changed + 1 || difference > 1e-3, $"token {changed} changes output {t} by {difference}");
            }
        }
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Rows_of_several_sentences_continue_the_hypotheses_that_were_selected(TransformerConfig config, EmbeddingTying tying)
    {
        // Given: two hypotheses for each of three sentences, of which the second is dropped after two steps.
        using var scope = NewDisposeScope();
        using var model = Create(config, tying);
        int[][] sources = [[3, 4, 2], [9, 2], [5, 6, 7, 8, 2]];
        var state = model.Start(Draw.Source(sources)).Select(tensor([0L, 0, 1, 1, 2, 2]), null);
        state = model.Step(tensor([1L, 1, 1, 1, 1, 1]), state).State;
        state = model.Step(tensor([3L, 4, 5, 6, 7, 8]), state).State;

        // When
        state = state.Select(tensor([1L, 0, 5, 5]), tensor([0L, 2]));
        var step = model.Step(tensor([9L, 10, 3, 4]), state);

        // Then
        (int Source, int[] Inputs)[] rows = [(0, [1, 4, 9]), (0, [1, 3, 10]), (2, [1, 8, 3]), (2, [1, 8, 4])];
        foreach (var (row, (source, inputs)) in rows.Index())
        {
            var alone = model.Start(Draw.Source(sources[source]));
            DecoderStep? last = null;
            foreach (int input in inputs)
            {
                last = model.Step(tensor([(long)input]), alone);
                alone = last.State;
            }

            long length = sources[source].Length;
            TensorAssert.Close(last!.Output[0], step.Output[row], 1e-12);
            TensorAssert.Close(last.Weights![0], step.Weights![row].narrow(0, 0, length), 1e-12);
            TensorAssert.Close(last.HeadWeights?.Doubles() ?? last.Weights!.Doubles(), (step.HeadWeights?[row] ?? step.Weights[row]).narrow(-1, 0, length).Doubles(), 1e-12);
        }
    }

    [Fact]
    public void A_state_is_not_changed_by_the_steps_from_it()
    {
        // Given
        using var scope = NewDisposeScope();
        using var model = Create(new TransformerConfig(), EmbeddingTying.None);
        var state = model.Step(tensor([1L]), model.Start(Draw.Source(Source))).State;
        double[][] before = [.. state.Tensors.Select(tensor => tensor.Doubles())];
        double[] first = model.Step(tensor([5L]), state).Output.Doubles();

        // When
        _ = model.Step(tensor([6L]), state);
        double[] again = model.Step(tensor([5L]), state).Output.Doubles();

        // Then
        Assert.Equal(first, again);
        Assert.Equal(before, state.Tensors.Select(tensor => tensor.Doubles()));
    }

    [Fact]
    public void A_cache_grows_by_one_position_per_step_and_the_source_is_projected_once_per_sentence()
    {
        // Given
        using var scope = NewDisposeScope();
        using var model = Create(new TransformerConfig(), EmbeddingTying.None);
        var state = (TransformerState)model.Start(Draw.Source(Source, [3, 2])).Select(tensor([0L, 0, 1, 1]), null);

        // When
        var first = (TransformerState)model.Step(tensor([1L, 1, 1, 1]), state).State;
        var second = (TransformerState)model.Step(tensor([3L, 4, 5, 6]), first).State;

        // Then
        Assert.Equal([4, 3, 1, 2], first.Layers[0].Past!.Keys.shape);
        Assert.Equal([4, 3, 2, 2], second.Layers[0].Past!.Values.shape);
        Assert.Equal([2, 3, 5, 2], second.Layers[1].Source.Keys.shape);
        Assert.Same(state.Layers[1].Source.Values, second.Layers[1].Source.Values);
    }

    [Fact]
    public void A_step_leaves_only_its_results_in_the_scope_of_the_caller()
    {
        // Given
        using var scope = NewDisposeScope();
        using var model = Create(new TransformerConfig(), EmbeddingTying.None);
        model.eval();
        using var noGradient = inference_mode();
        var (source, tokens) = (Draw.Source(Source, [3, 2]), tensor([3L, 4]));

        // When
        using var inner = NewDisposeScope();
        var state = model.Start(source);
        int afterEncoding = inner.DisposablesCount;
        _ = model.Step(tokens, state);

        // Then: keys and values of the source in both layers; then keys and values of both layers, output, weights, weights of heads.
        Assert.Equal(4, afterEncoding);
        Assert.Equal(7, inner.DisposablesCount - afterEncoding);
    }

    [Fact]
    public void Encoder_states_are_zero_at_padding()
    {
        using var scope = NewDisposeScope();
        var config = TinyModel.Transformer(new TransformerConfig()) with { EmbeddingSize = 6 };
        var encoder = new TransformerEncoder(config, CPU).WithWeights();

        var encoded = encoder.Encode(new Draw(1).Values(2, 5, 6), Draw.Source(Source, [3, 4, 2]));

        Assert.All(encoded.States[1].narrow(0, 3, 2).Doubles(), value => Assert.Equal(0, value));
        Assert.All(encoded.States[1].narrow(0, 0, 3).Rows(), row => Assert.Contains(row, value => value != 0));
    }

    [Theory]
    [InlineData(1, 0, 1)]
    [InlineData(3, 0, 3)]
    [InlineData(4, 0, 3)]
    [InlineData(6, 0, 5)]
    [InlineData(6, 6, 6)]
    public void Alignment_layer_is_the_last_of_few_or_the_last_but_one_unless_configured(int layers, int configured, int expected) =>
        Assert.Equal(expected, new TransformerConfig { DecoderLayers = layers, AlignmentLayer = configured }.ResolvedAlignmentLayer);

    [Fact]
    public void Cross_attention_is_a_parameter_group_and_there_is_no_bridge()
    {
        // When
        using var model = Create(new TransformerConfig(), EmbeddingTying.None);

        // Then: four matrices and biases in each of two layers.
        Assert.Equal(16, model.ParametersOf(ParameterGroup.Attention).Count);
        Assert.All(model.ParametersOf(ParameterGroup.Attention), entry => Assert.Contains("cross_attention.", entry.Name, StringComparison.Ordinal));
        Assert.Empty(model.ParametersOf(ParameterGroup.Bridge));
    }

    // Embeddings 6 x 11 twice, output 6 x 11 + 11; an attention 4 x (36 + 6), a normalization 12, a feed-forward network
    // 2 x 48 + 8 + 6; two layers each of 1 or 2 attentions and 2 or 3 normalizations; final normalizations.
    [Theory]
    [InlineData(NormKind.Pre, 24)]
    [InlineData(NormKind.Post, 0)]
    public void Model_has_as_many_weights_as_its_parts(NormKind norm, int final)
    {
        using var model = Create(new TransformerConfig { Norm = norm }, EmbeddingTying.None);

        const int attention = 4 * 42, normalization = 12, feedForward = 110;
        int expected = (3 * 66) + 11 + (2 * (attention + feedForward + (2 * normalization))) + (2 * ((2 * attention) + feedForward + (3 * normalization))) + final;
        Assert.Equal(expected, model.parameters().Sum(parameter => parameter.numel()));
        Assert.Equal(expected, model.state_dict().Values.Sum(tensor => tensor.numel()));
    }

    private static EncoderDecoder Create(TransformerConfig config, EmbeddingTying tying)
    {
        var model = TinyModel.Create(TinyModel.Transformer(config) with { TiedEmbeddings = tying });
        model.to(ScalarType.Float64);
        return model;
    }
}
