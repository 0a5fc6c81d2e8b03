using Nmt.Model.Attention;
using Nmt.Model.Decoders;
using Nmt.Model.Decoders.TeacherForcing;
using Nmt.Model.Encoders;
using Nmt.Model.Recurrent;
using Nmt.Runs.Config;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Nmt.Model;

/// <summary>Embeddings, encoder, decoder with attention, output layer: the whole translation model.</summary>
public sealed class EncoderDecoder : nn.Module<SourceTensors, TargetTensors, Tensor>
{
    private readonly Embedding _sourceEmbedding;
    private readonly Embedding _targetEmbedding;
    private readonly IEncoder _encoder;
    private readonly AttentionalLstmDecoder _decoder;
    private readonly OutputLayer _output;
    private readonly Dropout _dropout;

    /// <summary>Makes a model with unset weights (see <see cref="WeightInitializer"/>).</summary>
    /// <param name="config">Sizes and parts.</param>
    /// <param name="vocabularySize">Pieces of the subword model that both sides share.</param>
    /// <param name="device">Where the weights live.</param>
    public EncoderDecoder(ModelConfig config, long vocabularySize, Device device)
        : base(nameof(EncoderDecoder))
    {
        Config = config;
        VocabularySize = vocabularySize;
        Device = device;
        _sourceEmbedding = nn.Embedding(vocabularySize, config.EmbeddingSize, device: device);
        bool sharesTable = config.TiedEmbeddings is EmbeddingTying.SourceTarget or EmbeddingTying.All;
        _targetEmbedding = sharesTable ? _sourceEmbedding : nn.Embedding(vocabularySize, config.EmbeddingSize, device: device);
        var options = new LstmOptions
        {
            Dropout = config.Dropout,
            RecurrentDropout = config.RecurrentDropout,
            AttentionDropout = config.AttentionDropout,
            LayerNorm = config.LayerNorm,
        };
        _encoder = config.LayerNorm
            ? new LayerNormBiLstmEncoder(config.Encoder, config.EmbeddingSize, options, device)
            : new BiLstmEncoder(config.Encoder, config.EmbeddingSize, options, device);
        _decoder = new AttentionalLstmDecoder(
            config.Decoder, MakeAttention(config, _encoder.OutputSize, device), _encoder.OutputSize, config.EmbeddingSize,
            options, device);
        _output = config.TiedEmbeddings is EmbeddingTying.TargetOutput or EmbeddingTying.All
            ? new OutputLayer(_targetEmbedding, vocabularySize, device)
            : new OutputLayer(config.Decoder.HiddenSize, vocabularySize, device);
        _dropout = nn.Dropout(config.EmbeddingDropout ?? config.Dropout);
        register_module("source_embedding", _sourceEmbedding);
        if (!sharesTable)
        {
            register_module("target_embedding", _targetEmbedding);
        }

        register_module("encoder", (nn.Module)_encoder);
        register_module("decoder", _decoder);
        register_module("output", _output);
        register_module("dropout", _dropout);
    }

    /// <summary>Sizes and parts.</summary>
    public ModelConfig Config { get; }

    /// <summary>The source embeddings, <c>[vocab, embed]</c>; the target's too where they are tied.</summary>
    public Parameter SourceEmbeddings => _sourceEmbedding.weight!;

    /// <summary>The target embeddings, <c>[vocab, embed]</c>.</summary>
    public Parameter TargetEmbeddings => _targetEmbedding.weight!;

    /// <summary>Target subwords that the output layer scores.</summary>
    public long VocabularySize { get; }

    /// <summary>Turns attentional states into scores of the target vocabulary.</summary>
    public OutputLayer Output => _output;

    /// <summary>Where the weights live.</summary>
    public Device Device { get; }

    /// <summary>Reads a batch of source sentences, once for all target positions.</summary>
    /// <returns>The decoder's first state and what it attends to.</returns>
    public (DecoderState State, AttentionMemory Memory) Encode(SourceTensors source)
    {
        using var scope = NewDisposeScope();
        var encoded = _encoder.Encode(_dropout.call(_sourceEmbedding.call(source.Ids)), source);
        var memory = _decoder.Memorize(encoded);
        var state = _decoder.Start(encoded).MoveToOuterDisposeScope();
        memory.Keys.MoveToOuterDisposeScope();
        memory.States.MoveToOuterDisposeScope();
        return (state, memory);
    }

    /// <summary>Teacher forcing: scores of the real target positions, <c>[tokens, vocab]</c>.</summary>
    /// <remarks>Padding never reaches the output layer.</remarks>
    public override Tensor forward(SourceTensors source, TargetTensors target)
    {
        using var states = AttentionalStates(source, target);
        return _output.call(states);
    }

    /// <summary>Teacher forcing without the output layer: the states at the real target positions, <c>[tokens, hidden]</c>.</summary>
    public Tensor AttentionalStates(SourceTensors source, TargetTensors target)
    {
        using var scope = NewDisposeScope();
        return RealStates(Force(source, target).States, target).MoveToOuterDisposeScope();
    }

    /// <summary>The same with the choices of training, and with the attention weights, <c>[batch, tgtLen, srcLen]</c>.</summary>
    public (Tensor States, Tensor Weights) AttentionalStates(SourceTensors source, TargetTensors target, ForcingOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        using var scope = NewDisposeScope();
        // Both sampling from the model and gradients of weights need the decoder's single steps.
        var (states, weights) = options.TeacherRatio < 1 || options.DifferentiableWeights
            ? ForceStepwise(source, target, options.TeacherRatio)
            : Force(source, target);
        return (RealStates(states, target).MoveToOuterDisposeScope(), weights.MoveToOuterDisposeScope());
    }

    /// <summary>Attention weights under teacher forcing, <c>[batch, tgtLen, srcLen]</c>.</summary>
    public Tensor AttentionWeights(SourceTensors source, TargetTensors target)
    {
        using var scope = NewDisposeScope();
        return Force(source, target).Weights.MoveToOuterDisposeScope();
    }

    /// <summary>One token a row, for search.</summary>
    /// <param name="lastTokens">Ids, <c>[rows]</c>.</param>
    /// <param name="state">What the step before handed on.</param>
    /// <param name="memory">What <see cref="Encode"/> returned.</param>
    public DecoderStep Step(Tensor lastTokens, DecoderState state, AttentionMemory memory)
    {
        using var embedded = _targetEmbedding.call(lastTokens);
        return _decoder.Step(embedded, state, memory);
    }

    /// <summary>Scores of all target subwords before normalization.</summary>
    /// <param name="attentional">Attentional states, <c>[rows, hidden]</c>.</param>
    /// <returns>Logits, <c>[rows, vocab]</c>.</returns>
    public Tensor Logits(Tensor attentional) => _output.call(attentional);

    // The library's own version would register a tied table twice.
    /// <inheritdoc/>
    protected override void RegisterComponents()
    {
    }

    private static IAttention MakeAttention(ModelConfig config, long encoderSize, Device device) => config.Attention.Type switch
    {
        AttentionKind.General => new GeneralAttention(encoderSize, config.Decoder.HiddenSize, device),
        AttentionKind.Additive => new AdditiveAttention(
            encoderSize, config.Decoder.HiddenSize,
            config.Attention.Size > 0 ? config.Attention.Size : config.Decoder.HiddenSize, device),
        var other => throw new InvalidOperationException($"unknown attention {other}"),
    };

    private (Tensor States, Tensor Weights) Force(SourceTensors source, TargetTensors target)
    {
        var (state, memory) = Encode(source);
        var embedded = _dropout.call(_targetEmbedding.call(target.Input));        // [batch, tgtLen, embed]
        return _decoder.Forward(embedded, state, memory);
    }

    private (Tensor States, Tensor Weights) ForceStepwise(SourceTensors source, TargetTensors target, double ratio)
    {
        var (state, memory) = Encode(source);
        return new ScheduledSampling(_decoder, ids => _dropout.call(_targetEmbedding.call(ids)), _output)
            .Force(target.Input, ratio, state, memory);
    }

    private static Tensor RealStates(Tensor states, TargetTensors target) =>
        states.flatten(0, 1).index_select(0, target.RealPositions);               // of [batch*tgtLen, hidden]
}
