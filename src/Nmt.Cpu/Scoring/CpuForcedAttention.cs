using Nmt.Cpu.Kernels;
using Nmt.Search;

namespace Nmt.Cpu.Scoring;

/// <summary>The attention of a model on the CPU engine for given translations.</summary>
public sealed class CpuForcedAttention : IForcedAttention, IDisposable
{
    private readonly CpuModel _model;
    private readonly Workers _workers;

    /// <summary>Wraps a model, which the caller still owns.</summary>
    /// <param name="model">The model.</param>
    /// <param name="threads">Number of threads to compute with, at least 1.</param>
    public CpuForcedAttention(CpuModel model, int threads)
    {
        ArgumentNullException.ThrowIfNull(model);
        (_model, _workers) = (model, new Workers(threads));
    }

    /// <inheritdoc/>
    public ForcedWeights Attend(int[] source, int[] target, int bos, bool keepsHeads)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(target);
        var log = keepsHeads ? new WeightLog() : null;
        var state = _model.Start([source], _workers, log);
        var rows = new List<float[]>();
        for (int position = 0; position < target.Length; position++)
        {
            state.Step([position == 0 ? bos : target[position - 1]]);
            if (state.Attention is { } weights)
            {
                rows.Add(weights.Span(0).ToArray());
            }
        }

        return new ForcedWeights(rows.Count == 0 ? null : WeightLog.Matrix(rows), log?.Heads() ?? []);
    }

    /// <summary>Ends the threads.</summary>
    public void Dispose() => _workers.Dispose();
}
