using System.ComponentModel.DataAnnotations;
using Nmt.Runs.Config;

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

    [Fact]
    public void Defaults_are_valid() => Assert.Empty(Errors(new ModelConfig()));

    private static string?[] Errors(ModelConfig config) =>
        [.. config.Validate(new ValidationContext(config)).Select(result => result.ErrorMessage)];
}
