using Nmt.Model.Attention;
using Nmt.Model.Decoders;
using Nmt.Search.Scorers;
using Nmt.Text.Vocabularies;
using static TorchSharp.torch;

namespace Nmt.Model.Scoring;

/// <summary>A recurrent encoder-decoder as a scorer. Puts the model into evaluation mode: no dropout.</summary>
public sealed class EncoderDecoderScorer : IScorer
{
    private readonly EncoderDecoder _model;

    /// <summary>Wraps a model, which stays the caller's.</summary>
    public EncoderDecoderScorer(EncoderDecoder model)
    {
        _model = model;
        _model.eval();
    }

    /// <inheritdoc/>
    public Device Device => _model.Device;

    /// <inheritdoc/>
    public IScorerState Start(PaddedIds source)
    {
        using var noGradient = inference_mode();
        using var scope = NewDisposeScope();
        var (state, memory) = _model.Encode(SourceTensors.From(source, Device));
        memory.Padding.MoveToOuterDisposeScope();
        memory.Keys.MoveToOuterDisposeScope();
        memory.States.MoveToOuterDisposeScope();
        return new State(state.MoveToOuterDisposeScope(), memory);
    }

    /// <inheritdoc/>
    public ScorerStep Step(IScorerState state, Tensor lastTokens)
    {
        using var noGradient = inference_mode();
        using var scope = NewDisposeScope();
        var (decoderState, memory) = (State)state;
        var step = _model.Step(lastTokens, decoderState, memory);
        var logProbabilities = _model.Logits(step.Attentional).log_softmax(-1).MoveToOuterDisposeScope();
        step.State.MoveToOuterDisposeScope();
        return new ScorerStep(logProbabilities, new State(step.State, memory), step.Weights.MoveToOuterDisposeScope());
    }

    private sealed record State(DecoderState Decoder, AttentionMemory Memory) : IScorerState
    {
        public IScorerState Select(Tensor rows, Tensor? sentences) =>
            new State(Decoder.Select(rows), sentences is null ? Memory : Memory.Select(sentences));

        public IEnumerable<Tensor> Tensors =>
            [.. Decoder.Hidden, .. Decoder.Cell, Decoder.Attentional, Memory.Keys, Memory.States, Memory.Padding];
    }
}
