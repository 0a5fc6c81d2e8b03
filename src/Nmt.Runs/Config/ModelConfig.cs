using System.ComponentModel.DataAnnotations;
using Nmt.Text.Corpora;

namespace Nmt.Runs.Config;

/// <summary>Section <c>model</c>: sizes and components of the encoder-decoder.</summary>
public sealed record ModelConfig : IValidatableObject
{
    /// <summary>Dimension of source and target embeddings.</summary>
    /// <value>The default value is 256.</value>
    [Range(1, 65_536)]
    public int EmbeddingSize { get; init; } = 256;

    /// <summary>Which embedding tables share their weights.</summary>
    public EmbeddingTying TiedEmbeddings { get; init; } = EmbeddingTying.None;

    /// <summary>Probability of dropping a unit in training: of embeddings, of attentional states, and between layers.</summary>
    /// <value>The default value is 0.2.</value>
    [Range(0.0, 0.95)]
    public double Dropout { get; init; } = 0.2;

    /// <summary>Dropout of embeddings, if different from <see cref="Dropout"/>.</summary>
    /// <value>The default value is null, which means <see cref="Dropout"/>.</value>
    [Range(0.0, 0.95)]
    public double? EmbeddingDropout { get; init; }

    /// <summary>Probability of dropping an attention weight in training.</summary>
    /// <value>The default value is 0.</value>
    [Range(0.0, 0.95)]
    public double AttentionDropout { get; init; }

    /// <summary>
    /// Probability of dropping a unit of a recurrent state in training; the same units are dropped at every step of a sentence
    /// (Gal and Ghahramani 2016).
    /// </summary>
    /// <value>The default value is 0.</value>
    [Range(0.0, 0.95)]
    public double RecurrentDropout { get; init; }

    /// <summary>Probability that an input subword is replaced by the unknown subword in training.</summary>
    /// <value>The default value is 0.</value>
    [Range(0.0, 0.95)]
    public double WordDropout { get; init; }

    /// <summary>Whether the LSTM cells normalize gates and cell states (Ba et al. 2016).</summary>
    /// <value>The default value is false.</value>
    public bool LayerNorm { get; init; }

    /// <summary>Pretrained embeddings; none by default.</summary>
    public PretrainedConfig Pretrained { get; init; } = new();

    /// <summary>The encoder.</summary>
    public EncoderConfig Encoder { get; init; } = new();

    /// <summary>The decoder.</summary>
    public DecoderConfig Decoder { get; init; } = new();

    /// <summary>The attention of the decoder over the encoder states.</summary>
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

        foreach (var misfit in Attention.Misfits(this))
        {
            yield return misfit;
        }
    }
}

/// <summary>Which of source embeddings, target embeddings and output layer share one table (Press and Wolf 2017).</summary>
public enum EmbeddingTying
{
    /// <summary>Three separate tables.</summary>
    None,

    /// <summary>Source and target embeddings share one table.</summary>
    SourceTarget,

    /// <summary>Target embeddings and output layer share one table; requires embeddings of the decoder's size.</summary>
    TargetOutput,

    /// <summary>All three share one table; requires embeddings of the decoder's size.</summary>
    All,
}

/// <summary>Section <c>model.encoder</c>: a bidirectional LSTM.</summary>
public sealed record EncoderConfig
{
    /// <summary>Units per direction; an encoder state has twice as many.</summary>
    /// <value>The default value is 256.</value>
    [Range(1, 65_536)]
    public int HiddenSize { get; init; } = 256;

    /// <summary>Stacked bidirectional layers.</summary>
    /// <value>The default value is 1.</value>
    [Range(1, 16)]
    public int Layers { get; init; } = 1;
}

/// <summary>Section <c>model.decoder</c>: an LSTM with attention.</summary>
public sealed record DecoderConfig
{
    /// <summary>Units of each layer and of the attentional state.</summary>
    /// <value>The default value is 512.</value>
    [Range(1, 65_536)]
    public int HiddenSize { get; init; } = 512;

    /// <summary>Stacked layers.</summary>
    /// <value>The default value is 1.</value>
    [Range(1, 16)]
    public int Layers { get; init; } = 1;

    /// <summary>Whether the attentional state is fed to the next step (Luong et al. 2015, section 3.3).</summary>
    /// <value>The default value is true.</value>
    public bool InputFeeding { get; init; } = true;

    /// <summary>How the encoder's final state is mapped to the decoder's initial state.</summary>
    public BridgeKind Bridge { get; init; } = BridgeKind.Linear;
}

/// <summary>How the encoder's final state is mapped to the decoder's initial state.</summary>
public enum BridgeKind
{
    /// <summary>tanh(W [forward; backward] + b), with a separate W for hidden and cell state (after Bahdanau et al. 2015, appendix A.2.2).</summary>
    Linear,

    /// <summary>The concatenated final states of both directions; requires a decoder with twice the units of one direction.</summary>
    Copy,

    /// <summary>Zeros.</summary>
    Zero,
}

/// <summary>
/// Section <c>model.pretrained</c>: word vectors that initialize the embeddings, as text with a word and its vector on each line
/// (word2vec's text format, fastText's <c>.vec</c>, GloVe).
/// </summary>
public sealed record PretrainedConfig
{
    /// <summary>Vectors of source words; none by default.</summary>
    [FilePath]
    public string? Source { get; init; }

    /// <summary>Vectors of target words; none by default.</summary>
    [FilePath]
    public string? Target { get; init; }
}
