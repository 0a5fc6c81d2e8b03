using System.ComponentModel.DataAnnotations;

namespace Nmt.Runs.Config;

/// <summary>Section <c>model</c>: sizes and parts of the encoder-decoder.</summary>
public sealed record ModelConfig : IValidatableObject
{
    /// <summary>Width of source and target embeddings.</summary>
    /// <value>The default value is 256.</value>
    [Range(1, 65_536)]
    public int EmbeddingSize { get; init; } = 256;

    /// <summary>Which embedding tables share their weights.</summary>
    public EmbeddingTying TiedEmbeddings { get; init; } = EmbeddingTying.None;

    /// <summary>Probability of dropping a unit in training: of embeddings, of attentional states, and between layers.</summary>
    /// <value>The default value is 0.2.</value>
    [Range(0.0, 0.95)]
    public double Dropout { get; init; } = 0.2;

    /// <summary>That of embeddings, where it is another.</summary>
    /// <value>The default value is none: <see cref="Dropout"/> is taken.</value>
    [Range(0.0, 0.95)]
    public double? EmbeddingDropout { get; init; }

    /// <summary>Probability of dropping an attention weight in training.</summary>
    /// <value>The default value is 0.</value>
    [Range(0.0, 0.95)]
    public double AttentionDropout { get; init; }

    /// <summary>
    /// Probability of dropping a unit of a recurrent state in training, the same ones at every step of a sentence (Gal and
    /// Ghahramani 2016).
    /// </summary>
    /// <value>The default value is 0.</value>
    [Range(0.0, 0.95)]
    public double RecurrentDropout { get; init; }

    /// <summary>Probability of replacing a subword that is read in training by the unknown one.</summary>
    /// <value>The default value is 0.</value>
    [Range(0.0, 0.95)]
    public double WordDropout { get; init; }

    /// <summary>Whether the LSTM cells normalize gates and cell states (Ba et al. 2016).</summary>
    /// <value>The default value is false.</value>
    public bool LayerNorm { get; init; }

    /// <summary>Files of pretrained embeddings; none by default.</summary>
    public PretrainedConfig Pretrained { get; init; } = new();

    /// <summary>The encoder.</summary>
    public EncoderConfig Encoder { get; init; } = new();

    /// <summary>The decoder.</summary>
    public DecoderConfig Decoder { get; init; } = new();

    /// <summary>The attention between them.</summary>
    public AttentionConfig Attention { get; init; } = new();

    /// <inheritdoc/>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (TiedEmbeddings is EmbeddingTying.TargetOutput or EmbeddingTying.All && EmbeddingSize != Decoder.HiddenSize)
        {
            yield return new ValidationResult(
                $"must equal model.decoder.hidden_size ({Decoder.HiddenSize}) when the output layer is tied; got {EmbeddingSize}",
                [nameof(EmbeddingSize)]);
        }

        if (Decoder.Bridge == BridgeKind.Copy && 2 * Encoder.HiddenSize != Decoder.HiddenSize)
        {
            yield return new ValidationResult(
                $"copy needs model.decoder.hidden_size ({Decoder.HiddenSize}) to be twice model.encoder.hidden_size ({Encoder.HiddenSize})",
                ["Decoder.Bridge"]);
        }
    }
}
