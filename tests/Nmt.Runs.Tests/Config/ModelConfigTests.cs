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

    [Fact]
    public void Defaults_are_valid() => Assert.Empty(Errors(new ModelConfig()));

    private static string?[] Errors(ModelConfig config) =>
        [.. config.Validate(new ValidationContext(config)).Select(result => result.ErrorMessage)];
}
