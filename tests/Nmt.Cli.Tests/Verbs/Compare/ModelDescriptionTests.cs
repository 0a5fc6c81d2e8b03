using Nmt.Cli.Verbs.Compare;
using Nmt.Runs.Config;

namespace Nmt.Cli.Tests.Verbs.Compare;

public sealed class ModelDescriptionTests
{
    [Fact]
    public void Recurrent_model_is_described_by_its_parts()
    {
        Assert.Equal(
            "bidirectional LSTM encoder (2 layers, 64 units per direction), LSTM decoder (1 layer, 512 units), additive attention, tied embeddings (source_target), layer normalization",
            ModelDescription.Of(SomeComparison.Config with
            {
                Model = new ModelConfig
                {
                    Encoder = new EncoderConfig { Layers = 2, HiddenSize = 64 }, Decoder = new DecoderConfig { InputFeeding = false },
                    Attention = new AttentionConfig { Type = AttentionKind.Additive }, TiedEmbeddings = EmbeddingTying.SourceTarget, LayerNorm = true,
                },
            }));
    }

    [Fact]
    public void Model_without_attention_and_with_a_window_say_so()
    {
        Dictionary<string, string> settings = new()
        {
            ["model.encoder.layers"] = "1", ["model.encoder.hidden_size"] = "8", ["model.decoder.layers"] = "1", ["model.decoder.hidden_size"] = "8",
            ["model.decoder.input_feeding"] = "true", ["model.attention.type"] = "none",
        };

        Assert.EndsWith("8 units), no attention", ModelDescription.Of(settings), StringComparison.Ordinal);
        settings["model.attention.type"] = "dot";
        settings["model.attention.window"] = "local_m";
        Assert.EndsWith(", dot attention in a window (local_m), input feeding", ModelDescription.Of(settings), StringComparison.Ordinal);
    }
}
