using Nmt.Search;

namespace Nmt.Cpu;

/// <summary>Keeps the attention weights of every layer and head of one sentence. Threads may add at the same time.</summary>
internal sealed class WeightLog
{
    private readonly Lock _lock = new();
    private readonly SortedDictionary<(int Site, int Layer, int Head), SortedDictionary<int, float[]>> _rows = [];

    /// <summary>Adds the weights of a query.</summary>
    /// <param name="place">The layer.</param>
    /// <param name="head">The head, from 0.</param>
    /// <param name="query">The position that attends, from 0, after the first of the place.</param>
    /// <param name="weights">Its weights.</param>
    public void Add(LoggedLayer place, int head, int query, ReadOnlySpan<float> weights)
    {
        lock (_lock)
        {
            var key = ((int)place.Site, place.Layer, head + 1);
            if (!_rows.TryGetValue(key, out var rows))
            {
                _rows[key] = rows = [];
            }

            rows[place.FirstQuery + query] = weights.ToArray();
        }
    }

    /// <summary>The matrices of all heads.</summary>
    public IReadOnlyList<HeadAttention> Heads() =>
        [.. _rows.Select(head => new HeadAttention((AttentionSite)head.Key.Site, head.Key.Layer, head.Key.Head, Matrix([.. head.Value.Values])))];

    /// <summary>A matrix of rows, filled up with zeros.</summary>
    public static float[,] Matrix(IReadOnlyList<float[]> rows)
    {
        float[,] matrix = new float[rows.Count, rows.Max(row => row.Length)];
        for (int i = 0; i < rows.Count; i++)
        {
            for (int j = 0; j < rows[i].Length; j++)
            {
                matrix[i, j] = rows[i][j];
            }
        }

        return matrix;
    }
}

/// <summary>A layer whose weights are kept.</summary>
/// <param name="Log">Keeps them.</param>
/// <param name="Site">What attends to what.</param>
/// <param name="Layer">The layer, from 1.</param>
/// <param name="FirstQuery">The position of the first query, from 0.</param>
internal sealed record LoggedLayer(WeightLog Log, AttentionSite Site, int Layer, int FirstQuery)
{
    /// <summary>Adds the weights of a query (see <see cref="WeightLog.Add"/>).</summary>
    public void Add(int head, int query, ReadOnlySpan<float> weights) => Log.Add(this, head, query, weights);
}
