using Nmt.Search.Scorers;
using Nmt.Text.Subwords;
using static TorchSharp.torch;

namespace Nmt.TestKit.Searching;

/// <summary>The same log-probabilities always.</summary>
public sealed class FixedScorer(params float[] logProbabilities) : IScorer
{
    public Device Device => CPU;

    public IScorerState Start(PaddedIds source) => new State(zeros([source.Sentences]));

    public ScorerStep Step(IScorerState state, Tensor lastTokens) =>
        new(tensor(logProbabilities).repeat(lastTokens.shape[0], 1), new State(zeros([lastTokens.shape[0]])));

    private sealed record State(Tensor Rows) : IScorerState
    {
        public IEnumerable<Tensor> Tensors => [Rows];

        public IScorerState Select(Tensor rows, Tensor? sentences) => new State(Rows.index_select(0, rows));
    }
}
