using Nmt.Search.Scorers;
using Nmt.Text.Subwords;
using static TorchSharp.torch;

namespace Nmt.TestKit.Searching;

/// <summary>Counts live tensors before each step of another scorer, and fails at one if asked to.</summary>
public sealed class WatchedScorer(IScorer inner, int failsAtStep = int.MaxValue) : IScorer
{
    public Device Device => inner.Device;

    public List<long> LiveTensors { get; } = [];

    public List<int> Batches { get; } = [];

    /// <summary>Told the number of each batch before it is read, from 1.</summary>
    public Action<int> OnStart { get; init; } = _ => { };

    public IScorerState Start(PaddedIds source)
    {
        Batches.Add(source.Sentences);
        OnStart(Batches.Count);
        return inner.Start(source);
    }

    public ScorerStep Step(IScorerState state, Tensor lastTokens)
    {
        LiveTensors.Add(Tensor.TotalCount);
        return LiveTensors.Count == failsAtStep ? throw new TimeoutException("as asked") : inner.Step(state, lastTokens);
    }
}
