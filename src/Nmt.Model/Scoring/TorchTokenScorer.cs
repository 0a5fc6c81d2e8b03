using Nmt.Search;
using Nmt.Text.Subwords;
using static TorchSharp.torch;

namespace Nmt.Model.Scoring;

/// <summary>
/// Scores tokens with one model or an ensemble of several with the same subwords; the attention of an ensemble is the mean of
/// its members' attention. Puts the models into evaluation mode: no dropout.
/// </summary>
public sealed class TorchTokenScorer : ITokenScorer
{
    private readonly IReadOnlyList<TranslationModel> _models;
    private readonly EnsembleKind _kind;

    /// <summary>Wraps a model, which the caller still owns.</summary>
    public TorchTokenScorer(TranslationModel model)
        : this([model], EnsembleKind.LogLinear)
    {
    }

    /// <summary>Wraps models, which the caller still owns.</summary>
    /// <param name="models">At least one, all on the same device.</param>
    /// <param name="kind">How their distributions are combined.</param>
    /// <exception cref="ArgumentException">When the models' vocabularies differ in size.</exception>
    public TorchTokenScorer(IReadOnlyList<TranslationModel> models, EnsembleKind kind)
    {
        ArgumentOutOfRangeException.ThrowIfZero(models.Count);
        foreach (var (i, model) in models.Index())
        {
            model.eval();
            ThrowIfOtherSize("target", models[0].VocabularySizes.Target, model.VocabularySizes.Target, i + 1);
            ThrowIfOtherSize("source", models[0].VocabularySizes.Source, model.VocabularySizes.Source, i + 1);
        }

        (_models, _kind) = (models, kind);
    }

    /// <inheritdoc/>
    public int MaxLength => _models.Min(model => model.Config.PositionLimit);

    private Device Device => _models[0].Device;

    private static void ThrowIfOtherSize(string side, long first, long other, int member)
    {
        if (other != first)
        {
            throw new ArgumentException(
                $"the members of an ensemble must share a {side} vocabulary; member 1 has {first} subwords, member {member} has {other}");
        }
    }

    /// <inheritdoc/>
    public IScorerState Start(IReadOnlyList<int[]> source)
    {
        using var noGradient = inference_mode();
        using var scope = NewDisposeScope();
        // Any id may pad short sentences: padding is never read.
        var tensors = SourceTensors.From(PaddedIds.From(source, pad: 0), Device);
        return new State([.. _models.Select(model => model.Start(tensors))], source.Count, Device);
    }

    /// <inheritdoc/>
    public TokenScores Step(IScorerState state, StepRequest request)
    {
        using var noGradient = inference_mode();
        using var scope = NewDisposeScope();
        var own = (State)state;
        var ids = StepIds.Upload(request, _models[0].VocabularySize, Device);
        var steps = new DecoderStep[_models.Count];
        var members = new Tensor[_models.Count];
        for (int i = 0; i < steps.Length; i++)
        {
            steps[i] = _models[i].Step(ids.LastTokens, own.Members[i]);
            // Freed at once, so that later tensors reuse its memory.
            using var logits = _models[i].Logits(steps[i].Output);
            members[i] = logits.log_softmax(-1);
        }

        var attention = request.NeedsAttention ? Mean([.. steps.Select(step => step.Weights).OfType<Tensor>()]) : null;
        var scores = TokenSelection.Select(Combine(members, _kind), request, ids, attention);
        own.Replace(Array.ConvertAll(steps, step => step.State));
        return scores;
    }

    /// <summary>Combines the distributions of the members.</summary>
    /// <param name="members">Log-probabilities of each member, <c>[rows, vocab]</c>.</param>
    /// <param name="kind">How they are combined.</param>
    internal static Tensor Combine(Tensor[] members, EnsembleKind kind)
    {
        if (members.Length == 1)
        {
            return members[0];
        }

        using var stacked = stack(members);                                // [members, rows, vocab]
        return kind == EnsembleKind.Linear
            ? stacked.logsumexp(0) - Math.Log(members.Length)
            : stacked.mean([0]).log_softmax(-1);
    }

    /// <summary>The mean attention of the members that have any; null if none has.</summary>
    private static Tensor? Mean(Tensor[] members) => members.Length switch
    {
        0 => null,
        1 => members[0],
        _ => stack(members).mean([0]),
    };

    /// <summary>
    /// The states of all models. Their tensors belong to no dispose scope: each is freed when a step or a selection no longer
    /// contains it, so that memory does not grow with the steps, and the rest with the state.
    /// </summary>
    private sealed class State : IScorerState
    {
        private readonly Device _device;
        private int _sentences;
        private int _rows;

        public State(IDecoderState[] members, int sentences, Device device)
        {
            (_sentences, _rows, _device) = (sentences, sentences, device);
            Replace(members);
        }

        public IDecoderState[] Members { get; private set; } = [];

        public void Select(int[] rows)
        {
            if (rows.Length == _rows && rows.Select((row, i) => row == i).All(isSame => isSame))
            {
                return;
            }

            using var noGradient = inference_mode();
            using var scope = NewDisposeScope();
            long[] kept = [.. rows.Select(row => (long)(row / (_rows / _sentences))).Distinct()];
            var rowIds = tensor(Array.ConvertAll(rows, row => (long)row), device: _device);
            var sentenceIds = kept.Length == _sentences ? null : tensor(kept, device: _device);
            Replace(Array.ConvertAll(Members, member => member.Select(rowIds, sentenceIds)));
            (_rows, _sentences) = (rows.Length, kept.Length);
        }

        /// <summary>Takes ownership of the tensors of the next states, and frees those that are in none of them.</summary>
        public void Replace(IDecoderState[] next)
        {
            var kept = new HashSet<Tensor>(next.SelectMany(member => member.Tensors), ReferenceEqualityComparer.Instance);
            var previous = new HashSet<Tensor>(Members.SelectMany(member => member.Tensors), ReferenceEqualityComparer.Instance);
            Members = next;
            foreach (var tensor in kept.Where(tensor => !previous.Contains(tensor)))
            {
                tensor.DetachFromDisposeScope();
            }

            foreach (var tensor in previous.Where(tensor => !kept.Contains(tensor)))
            {
                tensor.Dispose();
            }
        }

        public void Dispose() => Replace([]);
    }
}
