using System.ComponentModel.DataAnnotations;
using Nmt.Runs.Config.Architectures;
using Nmt.Runs.Config.Binding;
using Nmt.Text.Corpora;

namespace Nmt.Runs.Config;

/// <summary>Section <c>model</c>: sizes and components of the encoder-decoder.</summary>
public sealed record ModelConfig : IValidatableObject
{
    /// <summary>The kind of encoder and decoder.</summary>
    public ArchitectureKind Architecture { get; init; } = ArchitectureKind.Recurrent;

    /// <summary>Dimension of source and target embeddings; of a Transformer, the width of all its states.</summary>
    /// <value>The default value is 256.</value>
    [Range(1, 65_536)]
    public int EmbeddingSize { get; init; } = 256;

    /// <summary>Which embedding tables share their weights.</summary>
    public EmbeddingTying TiedEmbeddings { get; init; } = EmbeddingTying.None;

    /// <summary>
    /// Probability of dropping a unit in training: of embeddings, of attentional states, and between layers; in a Transformer, of
    /// embeddings, of each sublayer's result and of the feed-forward networks' hidden layer.
    /// </summary>
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

    /// <summary>The recurrent cell of encoder and decoder.</summary>
    public CellKind Cell { get; init; } = CellKind.Lstm;

    /// <summary>
    /// Whether the input of each layer but the first is added to its output, in encoder and decoder (He et al. 2016; Wu et al. 2016,
    /// section 3.1).
    /// </summary>
    /// <value>The default value is false.</value>
    public bool Residual { get; init; }

    /// <summary>Whether the cells normalize their gates and cell states (Ba et al. 2016).</summary>
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

    /// <summary>The layers of a Transformer.</summary>
    public TransformerConfig Transformer { get; init; } = new();

    /// <summary>The factor by which the model multiplies its embeddings: √width in a Transformer (Vaswani et al. 2017, section 3.4).</summary>
    public double EmbeddingScale => Architecture == ArchitectureKind.Transformer ? Math.Sqrt(EmbeddingSize) : 1;

    /// <summary>Maximum number of subwords of a sentence on either side, counting its end; <see cref="int.MaxValue"/> if there is none.</summary>
    public int PositionLimit => Architecture == ArchitectureKind.Transformer && Transformer.Positions == PositionKind.Learnt
        ? Transformer.MaxPositions : int.MaxValue;

    /// <summary>Whether the decoder attends to the source, so that there are weights to show and alignments to read from them.</summary>
    public bool HasAttention => Architecture == ArchitectureKind.Transformer || Attention.Type != AttentionKind.None;

    /// <inheritdoc/>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext) => Architecture == ArchitectureKind.Transformer
        ? RecurrentKeys.ErrorsOf(this).Concat(ValidateTransformer())
        : ValidateRecurrent();

    private IEnumerable<ValidationResult> ValidateTransformer() => Transformer.ErrorsFor(EmbeddingSize)
        .Select(error => new ValidationResult(error.ErrorMessage, error.MemberNames.Select(name => $"{nameof(Transformer)}.{name}")));

    private IEnumerable<ValidationResult> ValidateRecurrent()
    {
        var none = new TransformerConfig();
        foreach (var key in ConfigProperty.AllOf(typeof(TransformerConfig)).Where(key => !Equals(key.Info.GetValue(Transformer), key.Info.GetValue(none))))
        {
            yield return new ValidationResult(
                "a recurrent model has no layers of a Transformer; set model.architecture to transformer", [$"{nameof(Transformer)}.{key.Info.Name}"]);
        }

        if (TiedEmbeddings is EmbeddingTying.TargetOutput or EmbeddingTying.All && EmbeddingSize != Decoder.HiddenSize)
        {
            yield return new ValidationResult(
                $"must equal model.decoder.hidden_size ({Decoder.HiddenSize}) when the output layer is tied; got {EmbeddingSize}",
                [nameof(EmbeddingSize)]);
        }

        if (Decoder.Bridge == BridgeKind.Copy && Encoder.StateSize != Decoder.HiddenSize)
        {
            string relation = Encoder.Type == EncoderKind.Bidirectional
                ? $"be twice model.encoder.hidden_size ({Encoder.HiddenSize})"
                : $"equal model.encoder.hidden_size ({Encoder.HiddenSize}) of a unidirectional encoder";
            yield return new ValidationResult($"copy needs model.decoder.hidden_size ({Decoder.HiddenSize}) to {relation}", ["Decoder.Bridge"]);
        }

        if (Residual && Encoder.Layers == 1 && Decoder.Layers == 1)
        {
            yield return new ValidationResult(
                "residual connections begin at the second layer, but model.encoder.layers and model.decoder.layers are 1; stack more layers or set it to false",
                [nameof(Residual)]);
        }

        if (Decoder is { AttentionOrder: AttentionOrder.Before, InputFeeding: true })
        {
            yield return new ValidationResult(
                "input feeding goes with model.decoder.attention_order: after (Luong et al. 2015); with before, the cell reads the context of the "
                + "current step (Bahdanau et al. 2015): remove the key or set it to false",
                ["Decoder.InputFeeding"]);
        }

        foreach (var misfit in Attention.Misfits(this))
        {
            yield return misfit;
        }
    }
}

/// <summary>A recurrent cell. All have the equations, weights and gate order of PyTorch and cuDNN.</summary>
public enum CellKind
{
    /// <summary>Long short-term memory (Hochreiter and Schmidhuber 1997) with forget gates (Gers et al. 2000).</summary>
    Lstm,

    /// <summary>
    /// Gated recurrent unit (Cho et al. 2014, section 2.3), with the reset gate applied after the recurrent product, as in cuDNN.
    /// </summary>
    Gru,

    /// <summary>Simple recurrent network: h = tanh(W x + U h + b) (Elman 1990).</summary>
    RnnTanh,
}

/// <summary>The kind of encoder and decoder.</summary>
public enum ArchitectureKind
{
    /// <summary>Recurrent encoder, recurrent decoder with attention (Bahdanau et al. 2015; Luong et al. 2015).</summary>
    Recurrent,

    /// <summary>Self-attention and cross-attention in every layer (Vaswani et al. 2017).</summary>
    Transformer,
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

/// <summary>Section <c>model.encoder</c>: stacked recurrent layers.</summary>
public sealed record EncoderConfig
{
    /// <summary>The directions in which the layers read the source.</summary>
    public EncoderKind Type { get; init; } = EncoderKind.Bidirectional;

    /// <summary>Whether the words before the end of sentence are read from the last to the first (Sutskever et al. 2014, section 3.3).</summary>
    /// <value>The default value is false.</value>
    public bool ReverseSource { get; init; }

    /// <summary>Units per direction; a state of a bidirectional encoder has twice as many.</summary>
    /// <value>The default value is 256.</value>
    [Range(1, 65_536)]
    public int HiddenSize { get; init; } = 256;

    /// <summary>Stacked layers.</summary>
    /// <value>The default value is 1.</value>
    [Range(1, 16)]
    public int Layers { get; init; } = 1;

    /// <summary>Width of an encoder state.</summary>
    public int StateSize => Type == EncoderKind.Bidirectional ? 2 * HiddenSize : HiddenSize;
}

/// <summary>The directions in which an encoder reads the source.</summary>
public enum EncoderKind
{
    /// <summary>Each layer reads forwards and backwards; its states are concatenated (Schuster and Paliwal 1997).</summary>
    Bidirectional,

    /// <summary>Each layer reads forwards (Sutskever et al. 2014).</summary>
    Unidirectional,
}

/// <summary>Section <c>model.decoder</c>: stacked recurrent layers with attention.</summary>
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

    /// <summary>Whether attention follows the cell or precedes it.</summary>
    public AttentionOrder AttentionOrder { get; init; } = AttentionOrder.After;

    /// <summary>Whether the attentional state is fed to the next step (Luong et al. 2015, section 3.3).</summary>
    /// <value>The default value is null, which means true with <see cref="AttentionOrder.After"/> and false with <see cref="AttentionOrder.Before"/>.</value>
    public bool? InputFeeding { get; init; }

    /// <summary>How the encoder's states are mapped to the decoder's initial state.</summary>
    public BridgeKind Bridge { get; init; } = BridgeKind.Linear;

    /// <summary>Whether the attentional state is fed to the next step.</summary>
    public bool UsesInputFeeding => InputFeeding ?? AttentionOrder == AttentionOrder.After;
}

/// <summary>When the decoder attends to the source.</summary>
public enum AttentionOrder
{
    /// <summary>With the new state of the cell, s_t; the attentional state is tanh(W [c_t; s_t]) (Luong et al. 2015, section 3).</summary>
    After,

    /// <summary>
    /// With the state before the step, s_(t-1); the context is an input of the cell, and the attentional state is
    /// tanh(W [s_t; y_(t-1); c_t]) (Bahdanau et al. 2015, appendix A.2.2).
    /// </summary>
    Before,
}

/// <summary>How the encoder's states are mapped to the decoder's initial state.</summary>
public enum BridgeKind
{
    /// <summary>
    /// tanh(W h + b) of the top layer's final states, directions concatenated, with a separate W for hidden and cell state (after
    /// Bahdanau et al. 2015, appendix A.2.2).
    /// </summary>
    Linear,

    /// <summary>The top layer's final states, directions concatenated; requires a decoder of their width.</summary>
    Copy,

    /// <summary>tanh(W h + b) of the mean h of the encoder's states, with a separate W for hidden and cell state (Sennrich et al. 2017, section 2).</summary>
    Mean,

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
