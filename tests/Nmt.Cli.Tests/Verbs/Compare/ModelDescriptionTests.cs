using Nmt.Cli.Verbs.Compare;
using Nmt.Runs.Config;
using Nmt.Runs.Config.Architectures;

namespace Nmt.Cli.Tests.Verbs.Compare;

public sealed class ModelDescriptionTests
{
    private const string Encoder = "bidirectional LSTM encoder (1 layer, 256 units per direction), ";
    private const string Decoder = "LSTM decoder (1 layer, 512 units), ";

    [Fact]
    public void Recurrent_model_is_described_by_its_parts()
    {
        Assert.Equal(
            "bidirectional LSTM encoder (2 layers, 64 units per direction), LSTM decoder (1 layer, 512 units), additive attention, tied embeddings (source_target), layer normalization",
            ModelDescription.Of(new ModelConfig
            {
                Encoder = new EncoderConfig { Layers = 2, HiddenSize = 64 }, Decoder = new DecoderConfig { InputFeeding = false },
                Attention = new AttentionConfig { Type = AttentionKind.Additive }, TiedEmbeddings = EmbeddingTying.SourceTarget, LayerNorm = true,
            }));
    }

    public static TheoryData<ModelConfig, string> Models => new()
    {
        { new ModelConfig(), Encoder + Decoder + "general attention, input feeding" },
        { With(new AttentionConfig { Type = AttentionKind.None }), Encoder + Decoder + "no attention" },
        {
            With(new AttentionConfig { Type = AttentionKind.Dot, Window = AttentionWindow.LocalM, WindowSize = 5 }),
            Encoder + Decoder + "dot attention (local_m window of 5), input feeding"
        },
        {
            With(new AttentionConfig
            {
                Type = AttentionKind.ScaledDot, Heads = 4, Normalization = AttentionNormalization.Entmax15, Coverage = true, CoverageLoss = 1,
            }),
            Encoder + Decoder + "scaled_dot attention (4 heads, entmax15, coverage with a loss), input feeding"
        },
        {
            With(new AttentionConfig { Hard = HardAttention.StraightThrough, Coverage = true }),
            Encoder + Decoder + "hard (straight_through) general attention (coverage), input feeding"
        },
        {
            new ModelConfig { Decoder = new DecoderConfig { AttentionOrder = AttentionOrder.Before } },
            Encoder + Decoder + "general attention before the cell"
        },
        {
            new ModelConfig
            {
                Cell = CellKind.Gru, Residual = true,
                Encoder = new EncoderConfig { Type = EncoderKind.Unidirectional, ReverseSource = true, Layers = 2 },
            },
            "unidirectional GRU encoder (2 layers, 256 units), reversed source, GRU decoder (1 layer, 512 units), residual connections, general attention, input feeding"
        },
        {
            new ModelConfig { Architecture = ArchitectureKind.Transformer, TiedEmbeddings = EmbeddingTying.All },
            "Transformer (3 + 3 layers of 256 units, 4 heads, feed-forward networks of 1024), tied embeddings (all)"
        },
        {
            new ModelConfig
            {
                Architecture = ArchitectureKind.Transformer, Transformer = new TransformerConfig { Norm = NormKind.Post, Positions = PositionKind.None },
            },
            "Transformer (3 + 3 layers of 256 units, 4 heads, feed-forward networks of 1024), normalized after each sublayer, no positions"
        },
    };

    [Theory]
    [MemberData(nameof(Models), DisableDiscoveryEnumeration = true)]
    public void Every_part_that_is_not_the_plainest_is_named(ModelConfig model, string expected) => Assert.Equal(expected, ModelDescription.Of(model));

    private static ModelConfig With(AttentionConfig attention) => new() { Attention = attention };
}
