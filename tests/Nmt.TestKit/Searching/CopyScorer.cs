using Nmt.Search.Scorers;
using Nmt.Text.Subwords;
using static TorchSharp.torch;

namespace Nmt.TestKit.Searching;

/// <summary>Translates a sentence into itself: nearly all probability goes to the source token at the same position.</summary>
public sealed class CopyScorer(int vocabulary) : IScorer
{
    private const float Certain = -0.01f;
    private const float Unlikely = -10;

    public Device Device => CPU;

    public IScorerState Start(PaddedIds source) =>
        new State(0, tensor(source.Ids, [source.Sentences, source.Width]), zeros([source.Sentences]));

    public ScorerStep Step(IScorerState state, Tensor lastTokens)
    {
        var (position, ids, rows) = (State)state;
        long sentences = ids.shape[0];
        var wanted = ids.narrow(1, Math.Min(position, ids.shape[1] - 1), 1).expand(sentences, rows.shape[0] / sentences).reshape(-1, 1);
        var scores = full([rows.shape[0], vocabulary], Unlikely).scatter(1, wanted, full_like(wanted, Certain, ScalarType.Float32));
        return new ScorerStep(scores, new State(position + 1, ids, rows.clone()));
    }

    private sealed record State(long Position, Tensor Ids, Tensor Rows) : IScorerState
    {
        public IEnumerable<Tensor> Tensors => [Ids, Rows];

        public IScorerState Select(Tensor rows, Tensor? sentences) =>
            new State(Position, sentences is null ? Ids : Ids.index_select(0, sentences), Rows.index_select(0, rows));
    }
}
