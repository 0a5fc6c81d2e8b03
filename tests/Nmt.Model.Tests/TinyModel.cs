using Nmt.Model.Creation;
using Nmt.Model.Losses;
using Nmt.Runs.Config;
using Nmt.Runs.Config.Architectures;
using static TorchSharp.torch;

namespace Nmt.Model.Tests;

/// <summary>Whole models of a few hundred weights.</summary>
internal static class TinyModel
{
    public const int Vocabulary = 11;

    private const int EmbeddingSize = 6;
    private const int HiddenSize = 6;

    /// <summary>Creates a small model with the parts of a config.</summary>
    public static EncoderDecoder Create(ModelConfig config, int seed = 1)
    {
        var small = config.Architecture == ArchitectureKind.Transformer
            ? config with { EmbeddingSize = EmbeddingSize, Transformer = config.Transformer with { FeedForwardSize = 8 } }
            : config with
            {
                EmbeddingSize = EmbeddingSize,
                Encoder = config.Encoder with { HiddenSize = HiddenSize / 2 },
                Decoder = config.Decoder with { HiddenSize = HiddenSize },
            };
        return ModelFactory.Create(small, Vocabulary, CPU).WithWeights(seed);
    }

    /// <summary>Models that differ in every part, without dropout.</summary>
    public static TheoryData<ModelConfig> Kinds => [.. AllKinds];

    /// <summary>Those of <see cref="Kinds"/> that have attention.</summary>
    public static TheoryData<ModelConfig> AttendingKinds => [.. AllKinds.Where(config => config.Attention.Type != AttentionKind.None)];

    /// <summary><see cref="Kinds"/> as a list.</summary>
    public static IReadOnlyList<ModelConfig> AllKinds =>
    [
        new ModelConfig { Dropout = 0 },
        new ModelConfig { Dropout = 0, TiedEmbeddings = EmbeddingTying.All },
        new ModelConfig { Dropout = 0, LayerNorm = true, Encoder = new EncoderConfig { Layers = 2 } },
        new ModelConfig
        {
            Dropout = 0,
            TiedEmbeddings = EmbeddingTying.SourceTarget,
            Encoder = new EncoderConfig { Layers = 2 },
            Decoder = new DecoderConfig { Layers = 2, Bridge = BridgeKind.Copy },
            Attention = new AttentionConfig { Type = AttentionKind.Additive, Size = 5 },
        },
        new ModelConfig
        {
            Dropout = 0,
            TiedEmbeddings = EmbeddingTying.TargetOutput,
            Decoder = new DecoderConfig { InputFeeding = false, Bridge = BridgeKind.Zero },
            Attention = new AttentionConfig { Type = AttentionKind.Additive },
        },
        new ModelConfig
        {
            Dropout = 0,
            Cell = CellKind.Gru,
            Encoder = new EncoderConfig { Type = EncoderKind.Unidirectional, ReverseSource = true },
            Decoder = new DecoderConfig { AttentionOrder = AttentionOrder.Before, Bridge = BridgeKind.Mean },
            Attention = new AttentionConfig { Type = AttentionKind.Additive },
        },
        new ModelConfig
        {
            Dropout = 0,
            Cell = CellKind.Gru,
            LayerNorm = true,
            Residual = true,
            Encoder = new EncoderConfig { Layers = 2, ReverseSource = true },
            Decoder = new DecoderConfig { Layers = 2 },
        },
        new ModelConfig
        {
            Dropout = 0,
            Cell = CellKind.RnnTanh,
            Residual = true,
            Encoder = new EncoderConfig { Layers = 3 },
            Decoder = new DecoderConfig { Layers = 2, Bridge = BridgeKind.Mean },
        },
        new ModelConfig
        {
            Dropout = 0,
            Residual = true,
            Encoder = new EncoderConfig { Type = EncoderKind.Unidirectional, Layers = 2 },
            Decoder = new DecoderConfig { Layers = 2, AttentionOrder = AttentionOrder.Before },
        },
        new ModelConfig { Dropout = 0, Cell = CellKind.RnnTanh, LayerNorm = true, Decoder = new DecoderConfig { AttentionOrder = AttentionOrder.Before } },
        .. Mechanisms.Select(attention => new ModelConfig { Dropout = 0, Attention = attention }),
        new ModelConfig
        {
            Dropout = 0,
            Encoder = new EncoderConfig { Layers = 2 },
            Decoder = new DecoderConfig { Layers = 2, InputFeeding = false },
            Attention = new AttentionConfig { Type = AttentionKind.None },
        },
        Transformer(new TransformerConfig()),
        Transformer(new TransformerConfig { Norm = NormKind.Post, EncoderLayers = 1, DecoderLayers = 1 }) with { TiedEmbeddings = EmbeddingTying.SourceTarget },
        Transformer(new TransformerConfig { Positions = PositionKind.Learnt, MaxPositions = 16, Heads = 3 }) with { TiedEmbeddings = EmbeddingTying.TargetOutput },
        Transformer(new TransformerConfig { Positions = PositionKind.None, Activation = ActivationKind.Gelu }) with { TiedEmbeddings = EmbeddingTying.All },
    ];

    /// <summary>Soft attention of every kind.</summary>
    public static IReadOnlyList<AttentionConfig> Mechanisms =>
    [
        new AttentionConfig { Type = AttentionKind.Dot },
        new AttentionConfig { Type = AttentionKind.Dot, Heads = 2 },
        new AttentionConfig { Type = AttentionKind.General, Heads = 3 },
        new AttentionConfig { Type = AttentionKind.Additive, Size = 8, Heads = 2 },
        new AttentionConfig { Type = AttentionKind.Concat, Size = 5 },
        new AttentionConfig { Type = AttentionKind.Concat, Size = 4, Heads = 2 },
        new AttentionConfig { Type = AttentionKind.ScaledDot },
        new AttentionConfig { Type = AttentionKind.ScaledDot, Size = 8, Heads = 2 },
        new AttentionConfig { Type = AttentionKind.Cosine },
        new AttentionConfig { Type = AttentionKind.Cosine, Heads = 2 },
        new AttentionConfig { Type = AttentionKind.Cosine, Temperature = 0.3 },
        new AttentionConfig { Type = AttentionKind.General, Window = AttentionWindow.LocalM, WindowSize = 1 },
        new AttentionConfig { Type = AttentionKind.Additive, Window = AttentionWindow.LocalP, WindowSize = 2 },
        new AttentionConfig { Type = AttentionKind.General, Heads = 2, Window = AttentionWindow.LocalP, WindowSize = 3 },
        new AttentionConfig { Type = AttentionKind.General, Normalization = AttentionNormalization.Sparsemax },
        new AttentionConfig { Type = AttentionKind.Additive, Normalization = AttentionNormalization.Entmax15 },
        new AttentionConfig { Type = AttentionKind.General, Normalization = AttentionNormalization.Entmax15, Heads = 2, Window = AttentionWindow.LocalM, WindowSize = 2 },
        new AttentionConfig { Type = AttentionKind.Additive, Coverage = true },
        new AttentionConfig { Type = AttentionKind.ScaledDot, Heads = 2, Coverage = true, CoverageLoss = 0.7 },
    ];

    /// <summary>Hard attention of every kind.</summary>
    public static TheoryData<ModelConfig> HardKinds =>
    [
        new ModelConfig { Dropout = 0, Attention = new AttentionConfig { Hard = HardAttention.Reinforce } },
        new ModelConfig { Dropout = 0, Attention = new AttentionConfig { Type = AttentionKind.Additive, Hard = HardAttention.StraightThrough } },
        new ModelConfig
        {
            Dropout = 0,
            Attention = new AttentionConfig
            {
                Type = AttentionKind.ScaledDot, Heads = 2, Hard = HardAttention.Reinforce, Window = AttentionWindow.LocalP, WindowSize = 2, Coverage = true,
            },
        },
    ];

    /// <summary>A Transformer with few layers and heads, without dropout.</summary>
    public static ModelConfig Transformer(TransformerConfig config) => new()
    {
        Architecture = ArchitectureKind.Transformer,
        Dropout = 0,
        Transformer = config with
        {
            EncoderLayers = Math.Min(2, config.EncoderLayers), DecoderLayers = Math.Min(2, config.DecoderLayers), Heads = Math.Min(3, config.Heads),
        },
    };

    /// <summary>Source and target sentences of different lengths, some of one token.</summary>
    public static (int[][] Source, int[][] Target) Batch(int sentences, int longest, int seed = 2)
    {
        var draw = new Draw(seed);
        return (draw.Sentences(draw.Lengths(sentences, longest), Vocabulary), draw.Sentences(draw.Lengths(sentences, longest), Vocabulary));
    }

    /// <summary>The summed loss of a batch.</summary>
    public static Tensor Loss(EncoderDecoder model, int[][] source, int[][] target, double labelSmoothing = 0)
    {
        var tensors = Draw.Target(target);
        return new TranslationLoss(labelSmoothing).Sum(model.call(Draw.Source(source), tensors), tensors.RealOutput);
    }
}

/// <summary>Weights large enough for every part to matter, fixed by a seed.</summary>
internal static class InitialWeights
{
    public static T WithWeights<T>(this T module, int seed = 1)
        where T : nn.Module
    {
        using var generator = new Generator((ulong)seed);
        new WeightInitializer(0.5, 0.5, generator).Initialize(module);
        return module;
    }
}
