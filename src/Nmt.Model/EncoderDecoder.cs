using Nmt.Runs.Config;
using Nmt.Text;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Nmt.Model;

/// <summary>
/// An encoder-decoder of any architecture: embeddings, an encoder, a decoder that attends to its states, and an output layer
/// (Sutskever et al. 2014; Bahdanau et al. 2015).
/// </summary>
public sealed class EncoderDecoder : TranslationModel
{
    private readonly Embedding _sourceEmbedding;
    private readonly Embedding _targetEmbedding;
    private readonly IEncoder _encoder;
    private readonly IDecoder _decoder;
    private readonly Dropout _dropout;

    /// <summary>Creates a model with unset weights (see <see cref="Creation.WeightInitializer"/>).</summary>
    /// <param name="config">Sizes and parts.</param>
    /// <param name="vocabularySizes">Number of pieces in the subword model of each side; shared if the config ties source and target embeddings.</param>
    /// <param name="parts">The encoder and the decoder, which the model owns.</param>
    /// <param name="device">Where the weights are.</param>
    public EncoderDecoder(ModelConfig config, Sides<long> vocabularySizes, EncoderDecoderParts parts, Device device)
        : base(nameof(EncoderDecoder), config, vocabularySizes, device)
    {
        ArgumentNullException.ThrowIfNull(parts);
        var (sourceSize, targetSize) = (vocabularySizes.Source, vocabularySizes.Target);
        (_encoder, _decoder) = (parts.Encoder, parts.Decoder);
        _sourceEmbedding = nn.Embedding(sourceSize, config.EmbeddingSize, device: device);
        bool sharesTable = config.TiedEmbeddings is EmbeddingTying.SourceTarget or EmbeddingTying.All;
        _targetEmbedding = sharesTable ? _sourceEmbedding : nn.Embedding(targetSize, config.EmbeddingSize, device: device);
        OutputLayer = config.TiedEmbeddings is EmbeddingTying.TargetOutput or EmbeddingTying.All
            ? new OutputLayer(_targetEmbedding, targetSize, device)
            : new OutputLayer(_decoder.OutputSize, targetSize, device);
        _dropout = new Dropout(parts.EmbeddingDropout);
        Register(ParameterGroup.SourceEmbedding, "source_embedding", _sourceEmbedding);
        if (!sharesTable)
        {
            Register(ParameterGroup.TargetEmbedding, "target_embedding", _targetEmbedding);
        }

        Register(ParameterGroup.Encoder, "encoder", (nn.Module)_encoder);
        Register(ParameterGroup.Decoder, "decoder", (nn.Module)_decoder);
        foreach (var (group, path) in _decoder.Groups)
        {
            AddToGroup(group, "decoder." + path);
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
    public override IDecoderState Start(SourceTensors source) => Encode(source, keepsMaps: false).State;

    /// <inheritdoc/>
    public override DecoderStep Step(Tensor lastTokens, IDecoderState state)
    {
        using var embedded = _targetEmbedding.call(lastTokens);
        using var input = _dropout.call(embedded);
        return _decoder.Step(input, state);
    }

    /// <inheritdoc/>
    public override TeacherForcedOutput DecodeTeacherForced(SourceTensors source, TargetTensors target, TeacherForcingOptions options)
    {
        using var scope = NewDisposeScope();
        var (state, maps) = Encode(source, options.KeepsMaps);
        var decoded = options.TeacherRatio < 1
            ? new ScheduledSampling(this).Decode(target.Input, options.TeacherRatio, state)
            : _decoder.DecodeTeacherForced(_dropout.call(_targetEmbedding.call(target.Input)), state, options);
        return (decoded with { Maps = [.. maps, .. decoded.Maps] }).AtRealPositions(target).MoveToOuterDisposeScope();
    }

    private (IDecoderState State, IReadOnlyList<AttentionMap> Maps) Encode(SourceTensors source, bool keepsMaps)
    {
        using var scope = NewDisposeScope();
        var encoded = _encoder.Encode(_dropout.call(_sourceEmbedding.call(source.Ids)), source, keepsMaps);
        var state = _decoder.Start(encoded);
        foreach (var tensor in state.Tensors)
        {
            // The padding belongs to the batch.
            if (!ReferenceEquals(tensor, source.Padding))
            {
                tensor.MoveToOuterDisposeScope();
            }
        }

        return (state, [.. encoded.Maps.Select(map => map.MoveToOuterDisposeScope())]);
    }
}

/// <summary>What tells one architecture from another.</summary>
/// <param name="Encoder">Encodes source sentences; a module.</param>
/// <param name="Decoder">Decodes target tokens; a module.</param>
/// <param name="EmbeddingDropout">Probability of dropping a unit of an embedding before encoder or decoder see it.</param>
public sealed record EncoderDecoderParts(IEncoder Encoder, IDecoder Decoder, double EmbeddingDropout);
