using System.Numerics.Tensors;
using Nmt.Cpu.Kernels;
using Nmt.Cpu.Weights;
using Nmt.Runs.Config;

namespace Nmt.Cpu.Attention;

/// <summary>The attention of a search over its sentences. Not for several threads at once.</summary>
internal sealed class AttentionStep : ISharedWork
{
    /// <summary>Multiplications below which sharing the work costs more than it saves.</summary>
    private const long Smallest = 40_000;

    private readonly AttentionMechanism _mechanism;
    private readonly SentenceLayout _layout;
    private readonly Products _products;
    private readonly ConstantView _keys;
    private readonly ConstantView _values;
    private readonly RowBuffer _queries;
    private readonly RowBuffer _windowHidden;
    private readonly Scratch[] _scratch;

    private AttentionRequest _request = null!;
    private ConstantView _prepared;

    /// <summary>Computes what depends only on the source.</summary>
    public AttentionStep(AttentionMechanism mechanism, EncodedSource source, Products products)
    {
        (_mechanism, _layout, _products) = (mechanism, source.Layout, products);
        var keys = Project(mechanism.Score.Key, source.States, products).View;
        if (mechanism.Coverage is null)
        {
            mechanism.Score.Prepare(keys);
        }

        (_keys, _values) = (keys, Project(mechanism.Value, source.States, products).View);
        _queries = new RowBuffer(keys.Width);
        _windowHidden = new RowBuffer(mechanism.Centre.Length);
        _scratch = [.. Enumerable.Range(0, products.Workers.Count).Select(_ => new Scratch(source.Layout.Longest, keys.Width))];
    }

    /// <summary>Width of contexts.</summary>
    public int ContextSize => _values.Width;

    /// <summary>Attends, with as many rows per sentence in every sentence.</summary>
    public void Attend(AttentionRequest request)
    {
        _request = request;
        var queries = request.Queries;
        var prepared = _queries.Resize(queries.Rows);
        if (_mechanism.Score.Query is { } projection)
        {
            _products.Apply(projection, queries, prepared);
        }
        else
        {
            for (int row = 0; row < queries.Rows; row++)
            {
                queries.Span(row).CopyTo(_queries.Row(row));
            }
        }

        _mechanism.Score.Prepare(prepared);
        _prepared = prepared;
        if (_mechanism.Hidden is { } hidden)
        {
            _products.Apply(hidden, queries, _windowHidden.Resize(queries.Rows));
        }

        if ((long)queries.Rows * _layout.Longest * _keys.Width < Smallest)
        {
            Do(0, 1);
        }
        else
        {
            _products.Workers.Do(this);
        }
    }

    /// <inheritdoc/>
    public void Do(int part, int parts)
    {
        int sentences = _request.Sentences.Length;
        int end = sentences * (part + 1) / parts;
        for (int i = sentences * part / parts; i < end; i++)
        {
            AttendTo(i, _scratch[part]);
        }
    }

    private static RowBuffer Project(Linear? layer, RowBuffer states, Products products)
    {
        if (layer is null)
        {
            return states;
        }

        var projected = new RowBuffer(layer.Weight.Outputs);
        products.Apply(layer, states.View, projected.Resize(states.Rows));
        return projected;
    }

    private void AttendTo(int group, Scratch scratch)
    {
        int sentence = _request.Sentences[group];
        var (start, length) = (_layout.Starts[sentence], _layout.Lengths[sentence]);
        int rows = _request.Queries.Rows / _request.Sentences.Length;
        int first = group * rows;
        var keys = _keys.Slice(start, length);
        var values = _values.Slice(start, length);
        if (_mechanism.Coverage is { } coverage)
        {
            for (int row = first; row < first + rows; row++)
            {
                var scores = scratch.Scores(_mechanism.Config.Heads, length);
                _mechanism.Score.Score(_prepared.Slice(row, 1), Covered(keys, row, coverage, scratch), scores, scratch.Key);
                Finish(row, scores, stride: 1, offset: 0, values, scratch);
                TensorPrimitives.Add<float>(_request.Coverage!.Row(row), _request.Weights.Span(row), _request.Coverage.Row(row));
            }

            return;
        }

        var all = scratch.Scores(_mechanism.Config.Heads * rows, length);
        _mechanism.Score.Score(_prepared.Slice(first, rows), keys, all, scratch.Key);
        for (int row = 0; row < rows; row++)
        {
            Finish(first + row, all, rows, row, values, scratch);
        }
    }

    /// <summary>The keys of a row, to each of which the attention that its position has had is added.</summary>
    private ConstantView Covered(ConstantView keys, int row, float[] coverage, Scratch scratch)
    {
        var covered = scratch.Keys(keys.Rows);
        var had = _request.Coverage!.Row(row);
        for (int position = 0; position < keys.Rows; position++)
        {
            TensorPrimitives.MultiplyAdd(coverage, had[position], keys.Span(position), covered.Span(position));
        }

        _mechanism.Score.Prepare(covered);
        return covered;
    }

    /// <summary>Turns a row's scores into weights and a context.</summary>
    private void Finish(int row, View scores, int stride, int offset, ConstantView values, Scratch scratch)
    {
        var config = _mechanism.Config;
        var shown = _request.Weights.Span(row);
        shown.Clear();
        int length = values.Rows;
        var window = Window(row, length);
        int size = values.Width / config.Heads;
        for (int head = 0; head < config.Heads; head++)
        {
            var weights = scores.Span((head * stride) + offset)[..length];
            var inside = weights[window.First..window.End];
            WeightNormalization.Apply(config.Normalization, inside, scratch.Positions);
            weights[..window.First].Clear();
            weights[window.End..].Clear();
            Decay(weights, window);
            if (config.Hard != HardAttention.None)
            {
                int chosen = TensorPrimitives.IndexOfMax<float>(weights);
                weights.Clear();
                weights[chosen] = 1;
            }

            _request.Log?.Add(head, row, weights);
            HeadProducts.WeightedSum(weights, values, head, _request.Contexts.Span(row).Slice(head * size, size));
            TensorPrimitives.MultiplyAdd(weights, 1f / config.Heads, shown[..length], shown[..length]);
        }
    }

    /// <summary>The positions that a row may attend to (Luong et al. 2015, section 3.2).</summary>
    private SourceWindow Window(int row, int length)
    {
        int half = _mechanism.Config.WindowSize;
        switch (_mechanism.Config.Window)
        {
            case AttentionWindow.Global:
                return new SourceWindow(0, length, null);
            case AttentionWindow.LocalM:
                int middle = Math.Min(_request.Position, length - 1);
                return new SourceWindow(Math.Max(0, middle - half), Math.Min(length, middle + half + 1), null);
            case AttentionWindow.LocalP:
                var hidden = _windowHidden.Row(row);
                TensorPrimitives.Tanh<float>(hidden, hidden);
                float logit = TensorPrimitives.Dot<float>(hidden, _mechanism.Centre);
                float centre = length / (1 + MathF.Exp(-logit));
                return new SourceWindow(
                    Math.Max(0, (int)MathF.Ceiling(centre - half)), Math.Min(length, (int)MathF.Floor(centre + half) + 1), centre);
            default:
                throw new InvalidOperationException($"unknown window {_mechanism.Config.Window}");
        }
    }

    /// <summary>Multiplies weights by a Gaussian around a predicted centre (Luong et al. 2015, eq. 10).</summary>
    private void Decay(Span<float> weights, SourceWindow window)
    {
        if (window.Centre is not { } centre)
        {
            return;
        }

        float deviation = _mechanism.Config.WindowSize / 2f;
        for (int i = window.First; i < window.End; i++)
        {
            float distance = i - centre;
            weights[i] *= MathF.Exp(distance * distance / (-2 * deviation * deviation));
        }
    }

    /// <summary>Positions from one to before another, around a predicted centre or none.</summary>
    private readonly record struct SourceWindow(int First, int End, float? Centre);

    /// <summary>What a thread computes with.</summary>
    private sealed class Scratch(int longest, int keySize)
    {
        private readonly RowBuffer _keys = new(keySize);
        private float[] _scores = [];

        public float[] Key { get; } = new float[keySize];

        public float[] Positions { get; } = new float[longest];

        public View Scores(int rows, int length)
        {
            if (_scores.Length < rows * length)
            {
                _scores = GC.AllocateUninitializedArray<float>(rows * longest, pinned: true);
            }

            return new View(_scores, 0, rows, length, length);
        }

        public View Keys(int rows) => _keys.Resize(rows);
    }
}

/// <summary>A step of attention.</summary>
/// <param name="Queries">Decoder states, <c>[rows, hidden]</c>.</param>
/// <param name="Sentences">The sentence of each group of adjacent rows.</param>
/// <param name="Position">The target position, from 0.</param>
/// <param name="Contexts">Receives the contexts, <c>[rows, size]</c>.</param>
/// <param name="Weights">Receives the weights, the mean of all heads, <c>[rows, longest source]</c>; 0 beyond the sentence.</param>
/// <param name="Coverage">The attention that each position has had for each row, which is updated; null without coverage.</param>
internal sealed record AttentionRequest(
    View Queries, int[] Sentences, int Position, View Contexts, View Weights, RowBuffer? Coverage)
{
    /// <summary>Keeps the weights of every head of a single row; null keeps none.</summary>
    public LoggedLayer? Log { get; init; }
}
