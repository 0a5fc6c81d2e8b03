using System.ComponentModel.DataAnnotations;
using Nmt.Runs.Config;
using Nmt.Runs.Config.Architectures;

namespace Nmt.Runs.Tests.Config;

public sealed class ModelConfigTests
{
    [Theory]
    [InlineData(EmbeddingTying.None, false)]
    [InlineData(EmbeddingTying.SourceTarget, false)]
    [InlineData(EmbeddingTying.TargetOutput, true)]
    [InlineData(EmbeddingTying.All, true)]
    public void A_tied_output_layer_requires_embeddings_of_the_decoder_size(EmbeddingTying tying, bool isError)
    {
        // Given
        var config = new ModelConfig { EmbeddingSize = 4, TiedEmbeddings = tying, Decoder = new DecoderConfig { HiddenSize = 6 } };

        // When
        string?[] errors = Errors(config);

        // Then
        Assert.Equal(
            isError ? ["must equal model.decoder.hidden_size (6) when the output layer is tied; got 4"] : Array.Empty<string>(), errors);
    }

    [Theory]
    [InlineData(3, false)]
    [InlineData(4, true)]
    public void A_copying_bridge_requires_a_decoder_of_twice_the_encoder_size(int encoderSize, bool isError)
    {
        // Given
        var config = new ModelConfig
        {
            Encoder = new EncoderConfig { HiddenSize = encoderSize },
            Decoder = new DecoderConfig { HiddenSize = 6, Bridge = BridgeKind.Copy },
        };

        // When
        string?[] errors = Errors(config);

        // Then
        Assert.Equal(
            isError ? ["copy needs model.decoder.hidden_size (6) to be twice model.encoder.hidden_size (4)"] : Array.Empty<string>(), errors);
    }

    [Theory]
    [InlineData(6, false)]
    [InlineData(3, true)]
    public void A_copying_bridge_requires_a_decoder_of_the_size_of_a_unidirectional_encoder(int encoderSize, bool isError)
    {
        // Given
        var config = new ModelConfig
        {
            Encoder = new EncoderConfig { Type = EncoderKind.Unidirectional, HiddenSize = encoderSize },
            Decoder = new DecoderConfig { HiddenSize = 6, Bridge = BridgeKind.Copy },
        };

        // When
        string?[] errors = Errors(config);

        // Then
        Assert.Equal(
            isError ? ["copy needs model.decoder.hidden_size (6) to equal model.encoder.hidden_size (3) of a unidirectional encoder"] : Array.Empty<string>(),
            errors);
    }

    [Theory]
    [InlineData(AttentionOrder.After, null, true, false)]
    [InlineData(AttentionOrder.After, true, true, false)]
    [InlineData(AttentionOrder.After, false, false, false)]
    [InlineData(AttentionOrder.Before, null, false, false)]
    [InlineData(AttentionOrder.Before, false, false, false)]
    [InlineData(AttentionOrder.Before, true, true, true)]
    public void Input_feeding_goes_with_attention_after_the_cell(AttentionOrder order, bool? inputFeeding, bool uses, bool isError)
    {
        // Given
        var config = new ModelConfig { Decoder = new DecoderConfig { AttentionOrder = order, InputFeeding = inputFeeding } };

        // When
        string?[] errors = Errors(config);

        // Then
        Assert.Equal(uses, config.Decoder.UsesInputFeeding);
        Assert.Equal(isError, errors.Length == 1);
        Assert.All(errors, error => Assert.StartsWith("input feeding goes with model.decoder.attention_order: after", error, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(1, 1, true)]
    [InlineData(2, 1, false)]
    [InlineData(1, 2, false)]
    public void Residual_connections_need_a_second_layer(int encoderLayers, int decoderLayers, bool isError)
    {
        var config = new ModelConfig
        {
            Residual = true, Encoder = new EncoderConfig { Layers = encoderLayers }, Decoder = new DecoderConfig { Layers = decoderLayers },
        };

        Assert.Equal(isError, Errors(config).Length == 1);
    }

    public static TheoryData<ModelConfig, string, string> RecurrentKeysOfTransformers => new()
    {
        { Transformer with { RecurrentDropout = 0.1 }, "RecurrentDropout", "a Transformer has no recurrent states; use model.dropout, model.attention_dropout or model.word_dropout" },
        { Transformer with { LayerNorm = true }, "LayerNorm", "a Transformer has no recurrent cells; it always normalizes its layers, where model.transformer.norm says" },
        { Transformer with { Cell = CellKind.Gru }, "Cell", "a Transformer has no recurrent cells" },
        { Transformer with { Encoder = new() { HiddenSize = 7 } }, "Encoder.HiddenSize", "a Transformer has no hidden size of its own: its width is model.embedding_size" },
        { Transformer with { Encoder = new() { Layers = 2 } }, "Encoder.Layers", "a Transformer has no recurrent encoder; use model.transformer.encoder_layers" },
        { Transformer with { Decoder = new() { HiddenSize = 7 } }, "Decoder.HiddenSize", "a Transformer has no hidden size of its own: its width is model.embedding_size" },
        { Transformer with { Decoder = new() { Layers = 2 } }, "Decoder.Layers", "a Transformer has no recurrent decoder; use model.transformer.decoder_layers" },
        { Transformer with { Decoder = new() { InputFeeding = false } }, "Decoder.InputFeeding", "a Transformer has no input feeding: its decoder attends to all earlier positions" },
        { Transformer with { Decoder = new() { Bridge = BridgeKind.Zero } }, "Decoder.Bridge", "a Transformer has no bridge: its encoder has no final state" },
        { Transformer with { Attention = new() { Type = AttentionKind.Additive } }, "Attention.Type", "a Transformer has no other attention than scaled dot products over all positions; use model.transformer.heads" },
        { Transformer with { Attention = new() { Size = 3 } }, "Attention.Size", "a Transformer has no other attention than scaled dot products over all positions; use model.transformer.heads" },
        { Transformer with { EmbeddingSize = 6 }, "Transformer.Heads", "must divide model.embedding_size (6), because each head attends with its share of a state; got 4" },
        { Transformer with { Transformer = new() { AlignmentLayer = 4 } }, "Transformer.AlignmentLayer", "must not exceed model.transformer.decoder_layers (3); got 4" },
        {
            Transformer with { Transformer = new() { MaxPositions = 99 } }, "Transformer.MaxPositions",
            "only learnt positions are limited in number; set model.transformer.positions to learnt"
        },
        {
            new ModelConfig { Transformer = new() { Norm = NormKind.Post } }, "Transformer.Norm",
            "a recurrent model has no layers of a Transformer; set model.architecture to transformer"
        },
    };

    private static ModelConfig Transformer { get; } = new() { Architecture = ArchitectureKind.Transformer };

    [Theory]
    [MemberData(nameof(RecurrentKeysOfTransformers))]
    public void Keys_of_another_architecture_and_keys_that_do_not_go_together_are_named(ModelConfig config, string key, string message)
    {
        var error = Assert.Single(config.Validate(new ValidationContext(config)));

        Assert.Equal((key, message), (Assert.Single(error.MemberNames), error.ErrorMessage));
    }

    [Theory]
    [InlineData(EmbeddingTying.All)]
    [InlineData(EmbeddingTying.TargetOutput)]
    public void A_transformer_can_tie_its_output_layer_with_any_width(EmbeddingTying tying) =>
        Assert.Empty(Errors(Transformer with { EmbeddingSize = 64, TiedEmbeddings = tying }));

    [Fact]
    public void Only_learnt_positions_limit_the_length_of_sentences()
    {
        Assert.Equal(int.MaxValue, new ModelConfig().PositionLimit);
        Assert.Equal(int.MaxValue, Transformer.PositionLimit);
        Assert.Equal(99, (Transformer with { Transformer = new() { Positions = PositionKind.Learnt, MaxPositions = 99 } }).PositionLimit);
    }

    [Fact]
    public void Defaults_are_valid() => Assert.Empty(Errors(new ModelConfig()));

    private static string?[] Errors(ModelConfig config) =>
        [.. config.Validate(new ValidationContext(config)).Select(result => result.ErrorMessage)];
}
