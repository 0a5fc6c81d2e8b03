using System.Collections.Concurrent;
using System.Numerics.Tensors;
using Nmt.Cpu.Kernels;
using Nmt.Cpu.Weights;
using Nmt.Runs.Config;
using Nmt.Runs.Config.Architectures;

namespace Nmt.Cpu.Transformer;

/// <summary>The connection around a sublayer, with layer normalization before or after it.</summary>
/// <param name="kind">Where it normalizes.</param>
/// <param name="norm">The normalization.</param>
internal sealed class ResidualConnection(NormKind kind, LayerNormalization norm)
{
    /// <summary>Reads a connection.</summary>
    public static ResidualConnection Read(IWeightSource weights, ModelConfig config, string name) =>
        new(config.Transformer.Norm, ReadNorm(weights, config, name + ".norm"));

    /// <summary>Reads the normalization after the last layer; null if there is none.</summary>
    public static LayerNormalization? ReadFinal(IWeightSource weights, ModelConfig config, string name) =>
        config.Transformer.Norm == NormKind.Pre ? ReadNorm(weights, config, name) : null;

    /// <summary>Computes what the sublayer reads.</summary>
    public void Enter(View input, View entered)
    {
        for (int row = 0; row < input.Rows; row++)
        {
            input.Span(row).CopyTo(entered.Span(row));
            if (kind == NormKind.Pre)
            {
                norm.Apply(entered.Span(row));
            }
        }
    }

    /// <summary>Adds the sublayer's result to its input.</summary>
    public void Leave(View input, View result)
    {
        for (int row = 0; row < input.Rows; row++)
        {
            var sum = input.Span(row);
            TensorPrimitives.Add<float>(sum, result.Span(row), sum);
            if (kind == NormKind.Post)
            {
                norm.Apply(sum);
            }
        }
    }

    private static LayerNormalization ReadNorm(IWeightSource weights, ModelConfig config, string name) =>
        new(weights.Vector(name + ".weight", config.EmbeddingSize), weights.Vector(name + ".bias", config.EmbeddingSize));
}

/// <summary>The projections of an attention.</summary>
/// <param name="Query">Of queries.</param>
/// <param name="Key">Of keys.</param>
/// <param name="Value">Of values.</param>
/// <param name="Output">Of the contexts of all heads.</param>
internal sealed record AttentionProjections(Linear Query, Linear Key, Linear Value, Linear Output)
{
    /// <summary>Reads them.</summary>
    public static AttentionProjections Read(IWeightSource weights, int width, string name)
    {
        Linear Part(string part) => Linear.Read(weights, $"{name}.{part}", width, width, hasBias: true);
        return new AttentionProjections(Part("query"), Part("key"), Part("value"), Part("output"));
    }
}

/// <summary>A feed-forward network at each position: <c>f(x W_1 + b_1) W_2 + b_2</c> (Vaswani et al. 2017, eq. 2).</summary>
/// <param name="activation">The f.</param>
/// <param name="inner">The first layer.</param>
/// <param name="outer">The second layer.</param>
internal sealed class FeedForward(ActivationKind activation, Linear inner, Linear outer)
{
    /// <summary>Units of the hidden layer.</summary>
    public int HiddenSize => inner.Weight.Outputs;

    /// <summary>Reads a network.</summary>
    public static FeedForward Read(IWeightSource weights, ModelConfig config, string name)
    {
        var (width, hidden) = (config.EmbeddingSize, config.Transformer.FeedForwardSize);
        return new FeedForward(
            config.Transformer.Activation, Linear.Read(weights, name + ".inner", hidden, width, hasBias: true),
            Linear.Read(weights, name + ".outer", width, hidden, hasBias: true));
    }

    /// <summary>Computes the network.</summary>
    /// <param name="input">x, <c>[rows, width]</c>.</param>
    /// <param name="hidden">Memory for the hidden layer, <c>[rows, units]</c>.</param>
    /// <param name="result">Receives the result, <c>[rows, width]</c>.</param>
    /// <param name="products">Computes products.</param>
    public void Compute(View input, View hidden, View result, Products products)
    {
        products.Apply(inner, input, hidden);
        for (int row = 0; row < hidden.Rows; row++)
        {
            if (activation == ActivationKind.Relu)
            {
                TensorPrimitives.Max<float>(hidden.Span(row), 0, hidden.Span(row));
            }
            else
            {
                Gelu(hidden.Span(row));
            }
        }

        products.Apply(outer, hidden, result);
    }

    /// <summary><c>x Φ(x)</c> (Hendrycks and Gimpel 2016), with an approximation of Φ that is exact to 1e-7.</summary>
    private static void Gelu(Span<float> values)
    {
        foreach (ref float value in values)
        {
            value = (float)(value * 0.5 * (1 + ErrorFunction(value / Math.Sqrt(2))));
        }
    }

    /// <summary>Abramowitz and Stegun (1964), 7.1.26.</summary>
    private static double ErrorFunction(double x)
    {
        double t = 1 / (1 + (0.3275911 * Math.Abs(x)));
        double polynomial = t * (0.254829592 + (t * (-0.284496736 + (t * (1.421413741 + (t * (-1.453152027 + (t * 1.061405429))))))));
        return Math.CopySign(1 - (polynomial * Math.Exp(-x * x)), x);
    }
}

/// <summary>The inputs of the first layer: scaled embeddings plus positions.</summary>
internal sealed class PositionalInput
{
    private const double LongestWave = 10_000;

    private readonly PositionKind _kind;
    private readonly WeightMatrix _embeddings;
    private readonly WeightMatrix? _learnt;
    private readonly float _scale;
    private readonly ConcurrentDictionary<int, float[]> _sinusoids = new();

    /// <summary>Reads the positions.</summary>
    /// <param name="weights">The weights.</param>
    /// <param name="config">The kind of positions.</param>
    /// <param name="embeddings">The embedding table.</param>
    /// <param name="side">Encoder or decoder.</param>
    public PositionalInput(IWeightSource weights, ModelConfig config, WeightMatrix embeddings, string side)
    {
        (_kind, _embeddings, _scale) = (config.Transformer.Positions, embeddings, (float)config.EmbeddingScale);
        _learnt = _kind == PositionKind.Learnt
            ? weights.Matrix(side + ".input.positions.weight", config.Transformer.MaxPositions, config.EmbeddingSize) : null;
    }

    private float[] Sinusoids(int position, int width) => _sinusoids.GetOrAdd(position, static (position, width) =>
    {
        float[] values = new float[width];
        for (int unit = 0; unit < width; unit++)
        {
            double angle = position / Math.Pow(LongestWave, (double)(unit - (unit % 2)) / width);
            values[unit] = (float)(unit % 2 == 0 ? Math.Sin(angle) : Math.Cos(angle));
        }

        return values;
    }, width);

    /// <summary>Computes the input of a subword.</summary>
    /// <param name="token">The subword.</param>
    /// <param name="position">Its position, from 0.</param>
    /// <param name="input">Receives the input.</param>
    /// <param name="scratch">As many elements.</param>
    public void Place(int token, int position, Span<float> input, Span<float> scratch)
    {
        _embeddings.CopyRow(token, input);
        TensorPrimitives.Multiply<float>(input, _scale, input);
        switch (_kind)
        {
            case PositionKind.Sinusoidal:
                TensorPrimitives.Add<float>(input, Sinusoids(position, input.Length), input);
                break;
            case PositionKind.Learnt:
                _learnt!.CopyRow(position, scratch);
                TensorPrimitives.Add<float>(input, scratch, input);
                break;
            case PositionKind.None:
                break;
            default:
                throw new InvalidOperationException($"unknown positions {_kind}");
        }
    }
}
