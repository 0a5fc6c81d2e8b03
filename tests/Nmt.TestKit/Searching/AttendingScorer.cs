using Nmt.Search;

namespace Nmt.TestKit.Searching;

/// <summary>Adds attention to another scorer: at step t all of it is on source position t, if there is one.</summary>
public sealed class AttendingScorer(ITokenScorer inner) : ITokenScorer
{
    public IScorerState Start(IReadOnlyList<int[]> source) => new State(inner.Start(source), source.Max(sentence => sentence.Length));

    public TokenScores Step(IScorerState state, StepRequest request)
    {
        var own = (State)state;
        var scores = inner.Step(own.Inner, request);
        float[] attention = new float[request.LastTokens.Length * own.Width];
        for (int row = 0; row < request.LastTokens.Length; row++)
        {
            attention[(row * own.Width) + Math.Min(own.Position, own.Width - 1)] = 1;
        }

        own.Position++;
        return scores with { Attention = attention, AttentionWidth = own.Width };
    }

    private sealed class State(IScorerState inner, int width) : IScorerState
    {
        public IScorerState Inner { get; } = inner;

        public int Width { get; } = width;

        public int Position { get; set; }

        public void Select(int[] rows) => Inner.Select(rows);

        public void Dispose() => Inner.Dispose();
    }
}
