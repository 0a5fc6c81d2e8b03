using System.ComponentModel.DataAnnotations;

namespace Nmt.Runs.Config.Architectures;

/// <summary>Section <c>model.transformer</c>: the layers of a Transformer (Vaswani et al. 2017), whose width is <c>model.embedding_size</c>.</summary>
public sealed record TransformerConfig
{
    private const int MaxShallowLayers = 3;

    /// <summary>Layers of the encoder.</summary>
    /// <value>The default value is 3.</value>
    [Range(1, 64)]
    public int EncoderLayers { get; init; } = 3;

    /// <summary>Layers of the decoder.</summary>
    /// <value>The default value is 3.</value>
    [Range(1, 64)]
    public int DecoderLayers { get; init; } = 3;

    /// <summary>Heads of every attention; must divide <c>model.embedding_size</c>.</summary>
    /// <value>The default value is 4.</value>
    [Range(1, 1024)]
    public int Heads { get; init; } = 4;

    /// <summary>Units of the feed-forward networks' hidden layer.</summary>
    /// <value>The default value is 1024.</value>
    [Range(1, 1_048_576)]
    public int FeedForwardSize { get; init; } = 1024;

    /// <summary>Where layers are normalized.</summary>
    public NormKind Norm { get; init; } = NormKind.Pre;

    /// <summary>How a state depends on its position in the sentence.</summary>
    public PositionKind Positions { get; init; } = PositionKind.Sinusoidal;

    /// <summary>Number of learnt positions: the maximum number of subwords of a sentence, counting its end.</summary>
    /// <value>The default value is 256; it must exceed <c>data.max_length</c>.</value>
    [Range(2, 1_000_000)]
    public int MaxPositions { get; init; } = 256;

    /// <summary>The activation of the feed-forward networks.</summary>
    public ActivationKind Activation { get; init; } = ActivationKind.Relu;

    /// <summary>
    /// The decoder layer, from 1, whose cross-attention is the attention of plots, alignments, guided alignment and replaced unknown
    /// words; 0 means the last of up to three layers, and the last but one of more (Garg et al. 2019).
    /// </summary>
    /// <value>The default value is 0.</value>
    [Range(0, 64)]
    public int AlignmentLayer { get; init; }

    /// <summary>
    /// The alignment layer, from 1. Of six layers the last but one aligns best (Garg et al. 2019, section 4.2); of the one to three layers of
    /// small models the last one did, measured on a language with known alignments (docs/transformer.md).
    /// </summary>
    public int ResolvedAlignmentLayer => AlignmentLayer > 0 ? AlignmentLayer : DecoderLayers <= MaxShallowLayers ? DecoderLayers : DecoderLayers - 1;

    /// <summary>The errors of keys that do not go together.</summary>
    /// <param name="width">The width of all states.</param>
    /// <returns>Errors that name the members of this record.</returns>
    internal IEnumerable<ValidationResult> ErrorsFor(int width)
    {
        if (width % Heads != 0)
        {
            yield return new ValidationResult(
                $"must divide model.embedding_size ({width}), because each head attends with its share of a state; got {Heads}", [nameof(Heads)]);
        }

        if (AlignmentLayer > DecoderLayers)
        {
            yield return new ValidationResult(
                $"must not exceed model.transformer.decoder_layers ({DecoderLayers}); got {AlignmentLayer}", [nameof(AlignmentLayer)]);
        }

        if (Positions != PositionKind.Learnt && MaxPositions != new TransformerConfig().MaxPositions)
        {
            yield return new ValidationResult("only learnt positions are limited in number; set model.transformer.positions to learnt", [nameof(MaxPositions)]);
        }
    }
}

/// <summary>Where the layers of a Transformer are normalized.</summary>
public enum NormKind
{
    /// <summary>Before each sublayer, and after the last layer: trains stably (Xiong et al. 2020).</summary>
    Pre,

    /// <summary>After each residual connection, as in the paper: needs a warm-up of the learning rate.</summary>
    Post,
}

/// <summary>How the states of a Transformer depend on their positions.</summary>
public enum PositionKind
{
    /// <summary>Sines and cosines are added to the embeddings (Vaswani et al. 2017, section 3.5).</summary>
    Sinusoidal,

    /// <summary>A learnt vector per position is added to the embeddings; a longer sentence cannot be read.</summary>
    Learnt,

    /// <summary>Nothing: the encoder reads a set of words, and only the decoder's mask tells positions apart.</summary>
    None,
}

/// <summary>An activation function.</summary>
public enum ActivationKind
{
    /// <summary>max(0, x).</summary>
    Relu,

    /// <summary>x Φ(x) (Hendrycks and Gimpel 2016).</summary>
    Gelu,
}
