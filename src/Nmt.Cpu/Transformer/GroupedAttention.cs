using System.Numerics.Tensors;
using Nmt.Cpu.Attention;
using Nmt.Cpu.Kernels;

namespace Nmt.Cpu.Transformer;

/// <summary>Rows that attend to the same keys.</summary>
/// <param name="FirstRow">The first of them.</param>
/// <param name="Rows">Their number.</param>
/// <param name="Keys">Keys, <c>[keys, width]</c>.</param>
/// <param name="Values">Values, <c>[keys, width]</c>.</param>
internal readonly record struct AttendingRows(int FirstRow, int Rows, ConstantView Keys, ConstantView Values);

/// <summary>Scaled dot-product attention with several heads (Vaswani et al. 2017, eq. 1), of groups of rows. Not for several threads at once.</summary>
/// <param name="heads">Number of heads.</param>
/// <param name="workers">The threads, which share the groups.</param>
internal sealed class GroupedAttention(int heads, Workers workers) : ISharedWork
{
    /// <summary>Multiplications below which sharing the work costs more than it saves.</summary>
    private const long Smallest = 20_000;

    private readonly float[][] _scores = new float[workers.Count][];
    private readonly List<AttendingRows> _groups = [];
    private View _queries;
    private View _contexts;
    private View? _weights;
    private LoggedLayer? _log;

    /// <summary>The groups of the next call; the caller fills them in.</summary>
    public List<AttendingRows> Groups => _groups;

    /// <summary>Attends.</summary>
    /// <param name="queries">Queries, <c>[rows, width]</c>; scaled in place.</param>
    /// <param name="contexts">Receives the contexts, <c>[rows, width]</c>.</param>
    /// <param name="weights">Receives the mean weights of all heads, 0 beyond the keys; null if nobody needs them.</param>
    /// <param name="log">Keeps the weights of every head; null keeps none.</param>
    public void Attend(View queries, View contexts, View? weights, LoggedLayer? log)
    {
        (_queries, _contexts, _weights, _log) = (queries, contexts, weights, log);
        long work = 0;
        foreach (var group in _groups)
        {
            work += (long)group.Rows * group.Keys.Rows * queries.Width;
        }

        if (work < Smallest)
        {
            Do(0, 1);
        }
        else
        {
            workers.Do(this);
        }

        _groups.Clear();
    }

    /// <inheritdoc/>
    public void Do(int part, int parts)
    {
        int end = (int)((long)_groups.Count * (part + 1) / parts);
        for (int i = (int)((long)_groups.Count * part / parts); i < end; i++)
        {
            Attend(_groups[i], part);
        }
    }

    private void Attend(AttendingRows group, int part)
    {
        int size = _queries.Width / heads;
        float scale = 1 / MathF.Sqrt(size);
        var queries = _queries.Slice(group.FirstRow, group.Rows);
        for (int row = 0; row < group.Rows; row++)
        {
            TensorPrimitives.Multiply<float>(queries.Span(row), scale, queries.Span(row));
            if (_weights is { } cleared)
            {
                cleared.Span(group.FirstRow + row).Clear();
            }
        }

        var scores = Scores(part, heads * group.Rows, group.Keys.Rows);
        HeadProducts.Compute(queries, group.Keys, scores, heads);
        for (int i = 0; i < scores.Rows; i++)
        {
            var (head, row) = Math.DivRem(i, group.Rows);
            var weights = scores.Span(i);
            WeightNormalization.Softmax(weights);
            _log?.Add(head, group.FirstRow + row, weights);
            HeadProducts.WeightedSum(weights, group.Values, head, _contexts.Span(group.FirstRow + row).Slice(head * size, size));
            if (_weights is { } kept)
            {
                var mean = kept.Span(group.FirstRow + row)[..weights.Length];
                TensorPrimitives.MultiplyAdd(weights, 1f / heads, mean, mean);
            }
        }
    }

    private View Scores(int part, int rows, int keys)
    {
        float[]? scores = _scores[part];
        if (scores is null || scores.Length < rows * keys)
        {
            _scores[part] = scores = GC.AllocateUninitializedArray<float>(rows * keys * 3 / 2, pinned: true);
        }

        return new View(scores, 0, rows, keys, keys);
    }
}
