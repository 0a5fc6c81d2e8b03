using System.Numerics.Tensors;
using Nmt.Cpu.Kernels;
using Nmt.Cpu.Weights;
using Nmt.Runs.Config;

namespace Nmt.Cpu.Attention;

/// <summary>Scores how well decoder states and source positions match (see <see cref="AttentionKind"/>).</summary>
/// <param name="key">Projects encoder states to keys; null if they are the keys.</param>
/// <param name="query">Projects decoder states; null if they are compared as they are.</param>
/// <param name="heads">Number of heads.</param>
internal abstract class AttentionScore(Linear? key, Linear? query, int heads)
{
    /// <summary>Projects encoder states to keys; null if they are the keys.</summary>
    public Linear? Key => key;

    /// <summary>Projects decoder states; null if they are compared as they are.</summary>
    public Linear? Query => query;

    /// <summary>Number of heads.</summary>
    protected int Heads => heads;

    /// <summary>Reads the score that a config describes.</summary>
    public static AttentionScore Read(IWeightSource weights, ModelConfig model)
    {
        var config = model.Attention;
        var (encoder, decoder, heads) = (model.Encoder.StateSize, model.Decoder.HiddenSize, config.Heads);
        int size = config.SizeOr(decoder);
        Linear Key(int outputs) => Linear.Read(weights, "decoder.attention.key", outputs, encoder, hasBias: false);
        Linear Query(bool hasBias) => Linear.Read(weights, "decoder.attention.query", size, decoder, hasBias);
        switch (config.Type)
        {
            case AttentionKind.Dot:
                return new DotScore(null, null, heads, 1);
            case AttentionKind.General:
                return new DotScore(Key(decoder), null, heads, 1);
            case AttentionKind.ScaledDot:
                return new DotScore(Key(size), Query(hasBias: false), heads, 1 / MathF.Sqrt((float)size / heads));
            case AttentionKind.Cosine:
                float[] scales = config.Temperature is { } temperature
                    ? [.. Enumerable.Repeat((float)(1 / temperature), heads)]
                    : Array.ConvertAll(weights.Vector("decoder.attention.log_temperature", heads), value => MathF.Exp(-value));
                return new CosineScore(Key(decoder), heads, scales);
            case AttentionKind.Additive:
                return new HiddenLayerScore(Key(size), Query(hasBias: true), heads, weights.Matrix("decoder.attention.score.weight", 1, size));
            case AttentionKind.Concat:
                var concat = weights.Matrix("decoder.attention.concat.weight", size, decoder + encoder);
                return new HiddenLayerScore(
                    new Linear(concat.Columns(decoder, encoder)), new Linear(concat.Columns(0, decoder)), heads,
                    weights.Matrix("decoder.attention.score.weight", 1, size));
            default:
                throw new InvalidOperationException($"unknown attention {config.Type}");
        }
    }

    /// <summary>Prepares keys or queries, in place.</summary>
    public virtual void Prepare(View vectors)
    {
    }

    /// <summary>Scores all pairs of queries and keys.</summary>
    /// <param name="queries">Prepared queries, <c>[queries, size]</c>.</param>
    /// <param name="keys">Prepared keys, <c>[srcLen, size]</c>.</param>
    /// <param name="scores">Receives the scores of head h and query q in row <c>h * queries + q</c>, <c>[heads * queries, srcLen]</c>.</param>
    /// <param name="scratch">As many elements as a key has.</param>
    public abstract void Score(ConstantView queries, ConstantView keys, View scores, Span<float> scratch);
}

/// <summary>Scaled dot products (Luong et al. 2015, eq. 8; Vaswani et al. 2017, eq. 1).</summary>
/// <param name="key">Projects encoder states.</param>
/// <param name="query">Projects decoder states.</param>
/// <param name="heads">Number of heads.</param>
/// <param name="scale">The factor of the products.</param>
internal sealed class DotScore(Linear? key, Linear? query, int heads, float scale) : AttentionScore(key, query, heads)
{
    /// <inheritdoc/>
    public override void Prepare(View vectors)
    {
    }

    /// <inheritdoc/>
    public override void Score(ConstantView queries, ConstantView keys, View scores, Span<float> scratch)
    {
        HeadProducts.Compute(queries, keys, scores, Heads);
        for (int row = 0; scale != 1 && row < scores.Rows; row++)
        {
            TensorPrimitives.Multiply<float>(scores.Span(row), scale, scores.Span(row));
        }
    }
}

/// <summary>Cosines divided by a temperature.</summary>
/// <param name="key">Projects encoder states.</param>
/// <param name="heads">Number of heads.</param>
/// <param name="scales">One divided by the temperature of each head.</param>
internal sealed class CosineScore(Linear key, int heads, float[] scales) : AttentionScore(key, null, heads)
{
    // That of PyTorch's normalize.
    private const float Shortest = 1e-12f;

    /// <inheritdoc/>
    public override void Prepare(View vectors)
    {
        int size = vectors.Width / Heads;
        for (int row = 0; row < vectors.Rows; row++)
        {
            for (int head = 0; head < Heads; head++)
            {
                var part = vectors.Span(row).Slice(head * size, size);
                TensorPrimitives.Divide<float>(part, MathF.Max(TensorPrimitives.Norm<float>(part), Shortest), part);
            }
        }
    }

    /// <inheritdoc/>
    public override void Score(ConstantView queries, ConstantView keys, View scores, Span<float> scratch)
    {
        HeadProducts.Compute(queries, keys, scores, Heads);
        for (int row = 0; row < scores.Rows; row++)
        {
            TensorPrimitives.Multiply<float>(scores.Span(row), scales[row / queries.Rows], scores.Span(row));
        }
    }
}

/// <summary>v·tanh(q + k) (Bahdanau et al. 2015; Luong et al. 2015, "concat").</summary>
/// <param name="key">Projects encoder states.</param>
/// <param name="query">Projects decoder states.</param>
/// <param name="heads">Number of heads.</param>
/// <param name="weight">v, <c>[1, size]</c>.</param>
internal sealed class HiddenLayerScore(Linear key, Linear query, int heads, WeightMatrix weight) : AttentionScore(key, query, heads)
{
    private readonly float[] _weight = ReadRow(weight);

    /// <inheritdoc/>
    public override void Score(ConstantView queries, ConstantView keys, View scores, Span<float> scratch)
    {
        int size = keys.Width / Heads;
        for (int query = 0; query < queries.Rows; query++)
        {
            for (int position = 0; position < keys.Rows; position++)
            {
                TensorPrimitives.Add(queries.Span(query), keys.Span(position), scratch);
                TensorPrimitives.Tanh<float>(scratch, scratch);
                for (int head = 0; head < Heads; head++)
                {
                    int first = head * size;
                    scores.Span((head * queries.Rows) + query)[position] =
                        TensorPrimitives.Dot<float>(scratch.Slice(first, size), _weight.AsSpan(first, size));
                }
            }
        }
    }

    private static float[] ReadRow(WeightMatrix weight)
    {
        float[] row = new float[weight.Inputs];
        weight.CopyRow(0, row);
        return row;
    }
}

/// <summary>Dot products head by head.</summary>
internal static unsafe class HeadProducts
{
    /// <summary>Computes them.</summary>
    /// <param name="queries"><c>[queries, size]</c>.</param>
    /// <param name="keys"><c>[srcLen, size]</c>.</param>
    /// <param name="scores"><c>[heads * queries, srcLen]</c>.</param>
    /// <param name="heads">Number of heads, each with its part of queries and keys.</param>
    public static void Compute(ConstantView queries, ConstantView keys, View scores, int heads)
    {
        int size = keys.Width / heads;
        for (int head = 0; head < heads; head++)
        {
            FloatProduct.Multiply(
                queries.Columns(head * size, size), keys.Columns(head * size, size), scores.Slice(head * queries.Rows, queries.Rows), null,
                accumulates: false, ..keys.Rows);
        }
    }

    /// <summary>Adds up weighted vectors head by head.</summary>
    /// <param name="weights">The weights of a head.</param>
    /// <param name="values">The vectors, <c>[weights, size of all heads]</c>.</param>
    /// <param name="head">The head.</param>
    /// <param name="sum">Receives the head's part of the sum.</param>
    public static void WeightedSum(ReadOnlySpan<float> weights, ConstantView values, int head, Span<float> sum)
    {
        sum.Clear();
        for (int i = 0; i < weights.Length; i++)
        {
            if (weights[i] != 0)
            {
                TensorPrimitives.MultiplyAdd(values.Span(i).Slice(head * sum.Length, sum.Length), weights[i], sum, sum);
            }
        }
    }
}
