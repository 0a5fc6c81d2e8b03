using Nmt.Text.Subwords;
using static TorchSharp.torch;

namespace Nmt.Search.Scorers;

/// <summary>Several models with the same subwords as one scorer; attention is the mean of those that have any.</summary>
public sealed class EnsembleScorer : IScorer
{
    private readonly IReadOnlyList<IScorer> _members;
    private readonly EnsembleKind _kind;

    /// <summary>Joins scorers, which stay the caller's.</summary>
    /// <param name="members">At least one, all on the same device.</param>
    /// <param name="kind">How their distributions are joined.</param>
    public EnsembleScorer(IReadOnlyList<IScorer> members, EnsembleKind kind)
    {
        ArgumentOutOfRangeException.ThrowIfZero(members.Count);
        (_members, _kind) = (members, kind);
    }

    /// <inheritdoc/>
    public Device Device => _members[0].Device;

    /// <inheritdoc/>
    public IScorerState Start(PaddedIds source) => new State([.. _members.Select(member => member.Start(source))]);

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">When the members' vocabularies differ in size.</exception>
    public ScorerStep Step(IScorerState state, Tensor lastTokens)
    {
        var states = ((State)state).Members;
        var steps = new ScorerStep[_members.Count];
        for (int i = 0; i < steps.Length; i++)
        {
            steps[i] = _members[i].Step(states[i], lastTokens);
            if (steps[i].LogProbabilities.shape[1] != steps[0].LogProbabilities.shape[1])
            {
                throw new ArgumentException(
                    $"the members of an ensemble need one vocabulary; member 1 scores {steps[0].LogProbabilities.shape[1]} "
                    + $"subwords, member {i + 1} {steps[i].LogProbabilities.shape[1]}", nameof(state));
            }
        }

        var attention = Array.ConvertAll(Array.FindAll(steps, step => step.Attention is not null), step => step.Attention!);
        return new ScorerStep(
            Join(Array.ConvertAll(steps, step => step.LogProbabilities)),
            new State(Array.ConvertAll(steps, step => step.State)),
            attention.Length == 0 ? null : Mean(attention));
    }

    private static Tensor Mean(Tensor[] parts)
    {
        using var stacked = stack(parts);
        return stacked.mean([0]);
    }

    /// <summary>The joint distribution, <c>[rows, vocab]</c>.</summary>
    private Tensor Join(Tensor[] logProbabilities)
    {
        using var stacked = stack(logProbabilities);                       // [members, rows, vocab]
        if (_kind == EnsembleKind.Linear)
        {
            using var sum = stacked.logsumexp(0);
            return sum - Math.Log(logProbabilities.Length);
        }

        using var mean = stacked.mean([0]);
        return mean.log_softmax(-1);
    }

    private sealed record State(IScorerState[] Members) : IScorerState
    {
        public IEnumerable<Tensor> Tensors => Members.SelectMany(member => member.Tensors);

        public IScorerState Select(Tensor rows, Tensor? sentences) =>
            new State(Array.ConvertAll(Members, member => member.Select(rows, sentences)));
    }
}
