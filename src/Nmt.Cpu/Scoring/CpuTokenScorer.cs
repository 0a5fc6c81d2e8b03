using System.Numerics.Tensors;
using Nmt.Cpu.Kernels;
using Nmt.Cpu.Weights;
using Nmt.Search;

namespace Nmt.Cpu.Scoring;

/// <summary>
/// Scores tokens on the CPU, with one model or an ensemble of several with the same subwords; the attention of an ensemble is the mean of
/// its members' attention. A row's scores depend neither on the other rows nor on the number of threads.
/// </summary>
public sealed class CpuTokenScorer : ITokenScorer, IDisposable
{
    private readonly IReadOnlyList<CpuModel> _models;
    private readonly EnsembleKind _kind;
    private readonly Workers _workers;

    /// <summary>Wraps models, which the caller still owns.</summary>
    /// <param name="models">At least one.</param>
    /// <param name="kind">How their distributions are combined.</param>
    /// <param name="threads">Number of threads to compute with, at least 1.</param>
    /// <exception cref="ArgumentException">When the models' vocabularies differ in size.</exception>
    public CpuTokenScorer(IReadOnlyList<CpuModel> models, EnsembleKind kind, int threads)
    {
        ArgumentNullException.ThrowIfNull(models);
        ArgumentOutOfRangeException.ThrowIfZero(models.Count);
        foreach (var (i, model) in models.Index())
        {
            ThrowIfOtherSize("target", models[0].VocabularySizes.Target, model.VocabularySizes.Target, i + 1);
            ThrowIfOtherSize("source", models[0].VocabularySizes.Source, model.VocabularySizes.Source, i + 1);
        }

        (_models, _kind, _workers) = (models, kind, new Workers(threads));
    }

    /// <inheritdoc/>
    public int MaxLength => _models.Min(model => model.Config.PositionLimit);

    /// <inheritdoc/>
    public IScorerState Start(IReadOnlyList<int[]> source)
    {
        ArgumentNullException.ThrowIfNull(source);
        return new State([.. _models.Select(model => model.Start(source, _workers))], source.Count, _models[0].VocabularySizes.Target, _workers);
    }

    /// <inheritdoc/>
    public TokenScores Step(IScorerState state, StepRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        return ((State)state).Step(_models, _kind, request);
    }

    /// <summary>Ends the threads.</summary>
    public void Dispose() => _workers.Dispose();

    private static void ThrowIfOtherSize(string side, int first, int other, int member)
    {
        if (other != first)
        {
            throw new ArgumentException(
                $"the members of an ensemble must share a {side} vocabulary; member 1 has {first} subwords, member {member} has {other}");
        }
    }

    private sealed class State(IModelState[] members, int sentences, int vocabulary, Workers workers) : IScorerState
    {
        private readonly Products _products = new(workers);
        private readonly LogSoftmax _softmax = new(workers);
        private readonly RowBuffer[] _logits = Array.ConvertAll(members, _ => new RowBuffer(vocabulary));
        private int _sentences = sentences;
        private int _rows = sentences;

        public TokenScores Step(IReadOnlyList<CpuModel> models, EnsembleKind kind, StepRequest request)
        {
            for (int i = 0; i < members.Length; i++)
            {
                var output = members[i].Step(request.LastTokens);
                var logits = _logits[i].Resize(output.Rows);
                _products.Apply(models[i].Output, output, logits);
                _softmax.Apply(logits);
            }

            var combined = Combine(kind);
            return TokenSelection.Select(combined, _rows, request, request.NeedsAttention ? MeanAttention() : null);
        }

        public void Select(int[] rows)
        {
            if (rows.Length == _rows && rows.Select((row, i) => row == i).All(isSame => isSame))
            {
                return;
            }

            int[] groups = [.. rows.Select(row => row / (_rows / _sentences)).Distinct()];
            foreach (var member in members)
            {
                member.Select(rows, groups);
            }

            (_rows, _sentences) = (rows.Length, groups.Length);
        }

        public void Dispose()
        {
            // Its memory is the garbage collector's.
        }

        /// <summary>Combines the distributions of the members, in the memory of the first.</summary>
        private Span<float> Combine(EnsembleKind kind)
        {
            for (int row = 0; members.Length > 1 && row < _rows; row++)
            {
                var sum = _logits[0].Row(row);
                CombineRow(sum, row, kind);
            }

            return _logits[0].All;
        }

        private void CombineRow(Span<float> sum, int row, EnsembleKind kind)
        {
            if (kind == EnsembleKind.Linear)
            {
                TensorPrimitives.Exp<float>(sum, sum);
            }

            foreach (var other in _logits.AsSpan(1))
            {
                var addend = other.Row(row);
                if (kind == EnsembleKind.Linear)
                {
                    TensorPrimitives.Exp<float>(addend, addend);
                }

                TensorPrimitives.Add<float>(sum, addend, sum);
            }

            TensorPrimitives.Divide<float>(sum, members.Length, sum);
            if (kind == EnsembleKind.Linear)
            {
                TensorPrimitives.Log<float>(sum, sum);
            }
            else
            {
                LogSoftmax.Apply(sum);
            }
        }

        private float[]? MeanAttention()
        {
            float[]? mean = null;
            int count = 0;
            foreach (var member in members)
            {
                if (member.Attention is { } weights)
                {
                    mean ??= new float[weights.Rows * weights.Width];
                    for (int row = 0; row < weights.Rows; row++)
                    {
                        var sum = mean.AsSpan(row * weights.Width, weights.Width);
                        TensorPrimitives.Add(sum, weights.Span(row), sum);
                    }

                    count++;
                }
            }

            if (count > 1)
            {
                TensorPrimitives.Divide(mean!, count, mean!);
            }

            return mean;
        }
    }
}

/// <summary>Turns logits into log-probabilities.</summary>
/// <param name="workers">The threads, which share the rows.</param>
internal sealed class LogSoftmax(Workers workers) : ISharedWork
{
    private View _logits;

    /// <summary>Normalizes each row, in place.</summary>
    public void Apply(View logits)
    {
        _logits = logits;
        if (logits.Rows == 1)
        {
            Do(0, 1);
        }
        else
        {
            workers.Do(this);
        }
    }

    /// <inheritdoc/>
    public void Do(int part, int parts)
    {
        int end = (int)((long)_logits.Rows * (part + 1) / parts);
        for (int row = (int)((long)_logits.Rows * part / parts); row < end; row++)
        {
            Apply(_logits.Span(row));
        }
    }

    /// <summary>Normalizes a row, in place.</summary>
    public static void Apply(Span<float> logits)
    {
        float max = TensorPrimitives.Max<float>(logits);
        TensorPrimitives.Subtract(logits, max, logits);
        double sum = 0;
        Span<float> exponentials = stackalloc float[256];
        for (int start = 0; start < logits.Length; start += exponentials.Length)
        {
            var part = logits.Slice(start, Math.Min(exponentials.Length, logits.Length - start));
            TensorPrimitives.Exp<float>(part, exponentials);
            sum += TensorPrimitives.Sum<float>(exponentials[..part.Length]);
        }

        TensorPrimitives.Subtract(logits, (float)Math.Log(sum), logits);
    }
}
