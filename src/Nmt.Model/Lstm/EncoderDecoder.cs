using Nmt.Model.Attention;
using Nmt.Runs.Config;
using Nmt.Text;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Nmt.Model.Lstm;

/// <summary>A recurrent encoder-decoder: embeddings, bidirectional LSTM encoder, LSTM decoder with attention, output layer.</summary>
public sealed class EncoderDecoder : TranslationModel
{
    private readonly Embedding _sourceEmbedding;
    private readonly Embedding _targetEmbedding;
    private readonly IEncoder _encoder;
    private readonly AttentionalLstmDecoder _decoder;
    private readonly Dropout _dropout;

    /// <summary>Creates a model with unset weights (see <see cref="Creation.WeightInitializer"/>).</summary>
    /// <param name="config">Sizes and parts.</param>
    /// <param name="vocabularySizes">Number of pieces in the subword model of each side; shared if the config ties source and target embeddings.</param>
    /// <param name="device">Where the weights are.</param>
    public EncoderDecoder(ModelConfig config, Sides<long> vocabularySizes, Device device)
        : base(nameof(EncoderDecoder), config, vocabularySizes, device)
    {
        var (sourceSize, targetSize) = (vocabularySizes.Source, vocabularySizes.Target);
        _sourceEmbedding = nn.Embedding(sourceSize, config.EmbeddingSize, device: device);
        bool sharesTable = config.TiedEmbeddings is EmbeddingTying.SourceTarget or EmbeddingTying.All;
        _targetEmbedding = sharesTable ? _sourceEmbedding : nn.Embedding(targetSize, config.EmbeddingSize, device: device);
        _encoder = config.LayerNorm ? new LayerNormBiLstmEncoder(config, device) : new BiLstmEncoder(config, device);
        var attention = AttentionMechanism.Create(config, _encoder.OutputSize, device);
        _decoder = new AttentionalLstmDecoder(config, attention, _encoder.OutputSize, device);
        OutputLayer = config.TiedEmbeddings is EmbeddingTying.TargetOutput or EmbeddingTying.All
            ? new OutputLayer(_targetEmbedding, targetSize, device)
            : new OutputLayer(config.Decoder.HiddenSize, targetSize, device);
        _dropout = nn.Dropout(config.EmbeddingDropout ?? config.Dropout);
        Register(ParameterGroup.SourceEmbedding, "source_embedding", _sourceEmbedding);
        if (!sharesTable)
        {
            Register(ParameterGroup.TargetEmbedding, "target_embedding", _targetEmbedding);
        }

        Register(ParameterGroup.Encoder, "encoder", (nn.Module)_encoder);
        Register(ParameterGroup.Decoder, "decoder", _decoder);
        AddToGroup(ParameterGroup.Bridge, "decoder.bridge");
        foreach (var (name, _) in attention.Modules)
        {
            AddToGroup(ParameterGroup.Attention, "decoder." + name);
        }

        Register(ParameterGroup.Output, "output", OutputLayer);
        register_module("dropout", _dropout);
    }

    /// <inheritdoc/>
    public override Parameter SourceEmbeddings => _sourceEmbedding.weight!;

    /// <inheritdoc/>
    public override Parameter TargetEmbeddings => _targetEmbedding.weight!;

    /// <inheritdoc/>
    public override OutputLayer OutputLayer { get; }

    /// <inheritdoc/>
    public override IDecoderState Start(SourceTensors source) => Encode(source);

    /// <inheritdoc/>
    public override DecoderStep Step(Tensor lastTokens, IDecoderState state)
    {
        using var embedded = _targetEmbedding.call(lastTokens);
        using var input = _dropout.call(embedded);
        return _decoder.Step(input, (LstmDecoderState)state);
    }

    /// <inheritdoc/>
    public override TeacherForcedOutput DecodeTeacherForced(SourceTensors source, TargetTensors target, TeacherForcingOptions options)
    {
        using var scope = NewDisposeScope();
        var state = Encode(source);
        // Scheduled sampling and gradients of attention weights both need step-by-step decoding.
        var decoded = options.TeacherRatio < 1 || options.DifferentiableWeights
            ? new ScheduledSampling(this).Decode(target.Input, options.TeacherRatio, state)
            : _decoder.DecodeTeacherForced(_dropout.call(_targetEmbedding.call(target.Input)), state);
        return decoded.AtRealPositions(target).MoveToOuterDisposeScope();
    }

    private LstmDecoderState Encode(SourceTensors source)
    {
        using var scope = NewDisposeScope();
        var encoded = _encoder.Encode(_dropout.call(_sourceEmbedding.call(source.Ids)), source);
        var state = _decoder.Start(encoded);
        foreach (var tensor in state.Tensors)
        {
            // The padding belongs to the batch.
            if (!ReferenceEquals(tensor, source.Padding))
            {
                tensor.MoveToOuterDisposeScope();
            }
        }

        return state;
    }
}
