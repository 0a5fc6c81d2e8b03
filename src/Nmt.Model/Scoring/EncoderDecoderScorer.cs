using Nmt.Search.Scorers;
using Nmt.Text.Subwords;
using static TorchSharp.torch;

namespace Nmt.Model.Scoring;

/// <summary>A translation model as a scorer. Puts the model into evaluation mode: no dropout.</summary>
public sealed class EncoderDecoderScorer : IScorer
{
    private readonly TranslationModel _model;

    /// <summary>Wraps a model, which stays the caller's.</summary>
    public EncoderDecoderScorer(TranslationModel model)
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
        var state = _model.Start(SourceTensors.From(source, Device));
        foreach (var tensor in state.Tensors)
        {
            tensor.MoveToOuterDisposeScope();
        }

        return new State(state);
    }

    /// <inheritdoc/>
    public ScorerStep Step(IScorerState state, Tensor lastTokens)
    {
        using var noGradient = inference_mode();
        using var scope = NewDisposeScope();
        var before = ((State)state).Decoder;
        var step = _model.Step(lastTokens, before);
        var logProbabilities = _model.Logits(step.Output).log_softmax(-1).MoveToOuterDisposeScope();
        // Of the state some tensors may be those of the state before, which belong to an outer scope already.
        foreach (var tensor in step.State.Tensors.Except(before.Tensors, ReferenceEqualityComparer.Instance).Cast<Tensor>())
        {
            tensor.MoveToOuterDisposeScope();
        }

        return new ScorerStep(logProbabilities, new State(step.State), step.Weights.MoveToOuterDisposeScope());
    }

    private sealed record State(IDecoderState Decoder) : IScorerState
    {
        public IScorerState Select(Tensor rows, Tensor? sentences) => new State(Decoder.Select(rows, sentences));

        public IEnumerable<Tensor> Tensors => Decoder.Tensors;
    }
}
