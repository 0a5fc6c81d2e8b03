using Nmt.Search;

namespace Nmt.TestKit.Searching;

/// <summary>Measures something before each step of another scorer, and optionally fails at a step.</summary>
/// <param name="inner">The other scorer.</param>
/// <param name="failsAtStep">The step, from 1.</param>
/// <param name="measure">What is measured; null for the open states.</param>
public sealed class WatchedScorer(ITokenScorer inner, int failsAtStep = int.MaxValue, Func<long>? measure = null) : ITokenScorer
{
    /// <summary>The measurements, one per step.</summary>
    public List<long> Live { get; } = [];

    /// <summary>Sentences of each batch.</summary>
    public List<int> Batches { get; } = [];

    /// <summary>Receives the number of each batch before it is read, from 1.</summary>
    public Action<int> OnStart { get; init; } = _ => { };

    /// <summary>States that were started and not disposed.</summary>
    public int OpenStates { get; private set; }

    public IScorerState Start(IReadOnlyList<int[]> source)
    {
        Batches.Add(source.Count);
        OnStart(Batches.Count);
        OpenStates++;
        return new State(this, inner.Start(source));
    }

    public TokenScores Step(IScorerState state, StepRequest request)
    {
        Live.Add(measure?.Invoke() ?? OpenStates);
        return Live.Count == failsAtStep ? throw new TimeoutException("as asked") : inner.Step(((State)state).Inner, request);
    }

    private sealed class State(WatchedScorer owner, IScorerState inner) : IScorerState
    {
        public IScorerState Inner => inner;

        public void Select(int[] rows) => inner.Select(rows);

        public void Dispose()
        {
            owner.OpenStates--;
            inner.Dispose();
        }
    }
}
