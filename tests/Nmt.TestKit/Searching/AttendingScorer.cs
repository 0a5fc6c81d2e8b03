using Nmt.Search.Scorers;
using Nmt.Text.Subwords;
using static TorchSharp.torch;

namespace Nmt.TestKit.Searching;

/// <summary>Another scorer with attention added: at step t all of it is on source position t, as long as there is one.</summary>
public sealed class AttendingScorer(IScorer inner) : IScorer
{
    public Device Device => inner.Device;

    public IScorerState Start(PaddedIds source) => new State(inner.Start(source), 0, zeros([source.Sentences, source.Width]));

    public ScorerStep Step(IScorerState state, Tensor lastTokens)
    {
        var (before, place, shape) = (State)state;
        var step = inner.Step(before, lastTokens);
        long width = shape.shape[1];
        var attention = zeros([lastTokens.shape[0], width]);
        attention.narrow(1, Math.Min(place, width - 1), 1).fill_(1);
        return new ScorerStep(step.LogProbabilities, new State(step.State, place + 1, shape), attention);
    }

    private sealed record State(IScorerState Inner, long Place, Tensor Shape) : IScorerState
    {
        public IEnumerable<Tensor> Tensors => [.. Inner.Tensors, Shape];

        public IScorerState Select(Tensor rows, Tensor? sentences) => new State(Inner.Select(rows, sentences), Place, Shape);
    }
}
