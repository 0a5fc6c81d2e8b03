using Nmt.Runs.Config;
using Nmt.Runs.Config.Architectures;
using TorchSharp;
using static TorchSharp.torch;

namespace Nmt.Model.Tests;

/// <summary>
/// Checkpoints identify weights by name. The library also registers each private field of a module under the field's name unless it is
/// named otherwise, and then every weight appears twice.
/// </summary>
public sealed class WeightNamesTests
{
    private static readonly string[] Common =
    [
        "decoder.attention.key.weight", "decoder.bridge.cell.0.bias", "decoder.bridge.cell.0.weight", "decoder.bridge.hidden.0.bias",
        "decoder.bridge.hidden.0.weight", "decoder.combine.weight", "output.linear.bias", "output.linear.weight", "source_embedding.weight",
        "target_embedding.weight",
    ];

    private static readonly string[] NormalizedCell =
    [
        "weight_hh", "weight_ih", "cell_norm.bias", "cell_norm.weight", "hidden_norm.bias", "hidden_norm.weight", "input_norm.bias", "input_norm.weight",
    ];

    private static readonly string[] NormalizedGru =
    [
        "weight_hh", "weight_ih", "candidate_hidden_norm.bias", "candidate_hidden_norm.weight", "candidate_input_norm.bias",
        "candidate_input_norm.weight", "hidden_norm.bias", "hidden_norm.weight", "input_norm.bias", "input_norm.weight",
    ];

    private static readonly string[] NormalizedRnn = ["weight_hh", "weight_ih", "norm.bias", "norm.weight"];

    private static readonly string[] Cell = ["bias_hh", "bias_ih", "weight_hh", "weight_ih"];

    private static readonly string[] WithoutCellState =
        [.. Common.Where(name => !name.StartsWith("decoder.bridge.cell", StringComparison.Ordinal))];

    private static readonly string[] Sublayer = ["norm.bias", "norm.weight"];

    private static readonly string[] MultiHead =
    [
        "key.bias", "key.weight", "output.bias", "output.weight", "query.bias", "query.weight", "value.bias", "value.weight",
    ];

    public static TheoryData<ModelConfig, string[]> Models => new()
    {
        {
            TinyModel.Transformer(new TransformerConfig { EncoderLayers = 1, DecoderLayers = 1, Positions = PositionKind.Learnt, MaxPositions = 8 }) with
            {
                TiedEmbeddings = EmbeddingTying.All,
            },
            [
                "decoder.input.positions.weight", "decoder.norm.bias", "decoder.norm.weight", "encoder.input.positions.weight", "encoder.norm.bias",
                "encoder.norm.weight", "output.bias", "source_embedding.weight",
                .. new[] { "decoder.layers.0.", "encoder.layers.0." }.SelectMany(layer => (IEnumerable<string>)
                [
                    .. Named(layer + "feed_forward.", ["inner.bias", "inner.weight", "outer.bias", "outer.weight"]),
                    .. Named(layer + "feed_forward_residual.", Sublayer), .. Named(layer + "self_attention.", MultiHead),
                    .. Named(layer + "self_attention_residual.", Sublayer),
                ]),
                .. Named("decoder.layers.0.cross_attention.", MultiHead), .. Named("decoder.layers.0.cross_attention_residual.", Sublayer),
            ]
        },
        {
            new ModelConfig { Encoder = new EncoderConfig { Layers = 2 } },
            [
                .. Common, .. Named("decoder.cells.0.", ["bias_hh", "bias_ih", "weight_hh", "weight_ih"]),
                .. new[] { "l0", "l0_reverse", "l1", "l1_reverse" }.SelectMany(
                    layer => new[] { "bias_hh", "bias_ih", "weight_hh", "weight_ih" }.Select(part => $"encoder.lstm.{part}_{layer}")),
            ]
        },
        {
            new ModelConfig { LayerNorm = true, Attention = new AttentionConfig { Type = AttentionKind.Additive } },
            [
                .. Common, "decoder.attention.query.bias", "decoder.attention.query.weight", "decoder.attention.score.weight",
                .. Named("decoder.cells.0.", NormalizedCell), .. Named("encoder.backward_cells.0.", NormalizedCell),
                .. Named("encoder.forward_cells.0.", NormalizedCell),
            ]
        },
        {
            new ModelConfig { Cell = CellKind.Gru, Encoder = new EncoderConfig { Type = EncoderKind.Unidirectional }, Decoder = new DecoderConfig { AttentionOrder = AttentionOrder.Before, Bridge = BridgeKind.Mean } },
            [
                .. WithoutCellState, .. Named("decoder.cells.0.", Cell), .. Cell.Select(part => $"encoder.gru.{part}_l0"),
            ]
        },
        {
            new ModelConfig { Cell = CellKind.RnnTanh, Residual = true, Encoder = new EncoderConfig { Layers = 2 } },
            [
                .. WithoutCellState, .. Named("decoder.cells.0.", Cell),
                .. new[] { "0", "1" }.SelectMany(layer => new[] { "l0", "l0_reverse" }.SelectMany(
                    direction => Cell.Select(part => $"encoder.rnn.{layer}.{part}_{direction}"))),
            ]
        },
        {
            new ModelConfig { Cell = CellKind.Gru, LayerNorm = true, Encoder = new EncoderConfig { Type = EncoderKind.Unidirectional } },
            [
                .. WithoutCellState, .. Named("decoder.cells.0.", NormalizedGru), .. Named("encoder.forward_cells.0.", NormalizedGru),
            ]
        },
        {
            new ModelConfig { Cell = CellKind.RnnTanh, LayerNorm = true, Encoder = new EncoderConfig { Type = EncoderKind.Unidirectional } },
            [
                .. WithoutCellState, .. Named("decoder.cells.0.", NormalizedRnn), .. Named("encoder.forward_cells.0.", NormalizedRnn),
            ]
        },
    };

    [Theory]
    [MemberData(nameof(Models))]
    public void Every_weight_has_one_name(ModelConfig config, string[] names)
    {
        // When
        using var model = TinyModel.Create(config);

        // Then
        Assert.Equal(names.Order(StringComparer.Ordinal), model.state_dict().Keys.Order(StringComparer.Ordinal));
        Assert.Equal(names.Order(StringComparer.Ordinal), model.named_parameters().Select(entry => entry.name).Order(StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Models))]
    public void A_moved_model_computes_with_the_weights_that_it_exposes(ModelConfig config, string[] names)
    {
        // Given: another type, which creates new tensors for all weights.
        using var scope = NewDisposeScope();
        using var model = TinyModel.Create(config).to(ScalarType.Float64);
        var (source, target) = TinyModel.Batch(sentences: 3, longest: 4);

        // When
        TinyModel.Loss(model, source, target).backward();

        // Then
        Assert.Equal(names.Length, model.parameters().Count(parameter => parameter.grad is not null));
    }

    private static IEnumerable<string> Named(string prefix, IEnumerable<string> names) => names.Select(name => prefix + name);
}
