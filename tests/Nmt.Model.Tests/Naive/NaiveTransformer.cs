using Nmt.Runs.Config;
using Nmt.Runs.Config.Architectures;
using static Nmt.Model.Tests.Naive.NaiveAlgebra;
using static TorchSharp.torch;

namespace Nmt.Model.Tests.Naive;

/// <summary>
/// A Transformer by loops over plain arrays, written from Vaswani et al. (2017): one sentence pair, without padding, masks or caches.
/// A position of the decoder attends to the list of the positions up to it.
/// </summary>
internal sealed class NaiveTransformer(EncoderDecoder model)
{
    private const double Epsilon = 1e-5;

    private readonly ModelConfig _config = model.Config;

    /// <summary>Decoder outputs at all target positions, and the cross-attention of each layer, head and position.</summary>
    public (double[][] Outputs, double[][][][] CrossWeights) Decode(int[] source, int[] targetInput)
    {
        double[][] encoded = Encode(source);
        double[][] states = Place(targetInput, "target_embedding", "decoder");
        var weights = new List<double[][][]>();
        for (int layer = 0; layer < _config.Transformer.DecoderLayers; layer++)
        {
            string path = $"decoder.layers.{layer}";
            double[][][] cross = [];
            states = Sublayer($"{path}.self_attention", states, (entered, t) => Attend($"{path}.self_attention", entered[t], entered[..(t + 1)]).Result);
            double[][] before = states;
            states = Sublayer($"{path}.cross_attention", states, (entered, t) =>
            {
                var (result, ofHeads) = Attend($"{path}.cross_attention", entered[t], encoded);
                cross = [.. cross, ofHeads];
                return result;
            });
            states = Sublayer($"{path}.feed_forward", states, (entered, t) => FeedForward($"{path}.feed_forward", entered[t]));
            weights.Add(cross);
        }

        return (Final("decoder", states), [.. weights]);
    }

    public double[][] Encode(int[] source)
    {
        double[][] states = Place(source, "source_embedding", "encoder");
        for (int layer = 0; layer < _config.Transformer.EncoderLayers; layer++)
        {
            string path = $"encoder.layers.{layer}";
            states = Sublayer($"{path}.self_attention", states, (entered, i) => Attend($"{path}.self_attention", entered[i], entered).Result);
            states = Sublayer($"{path}.feed_forward", states, (entered, i) => FeedForward($"{path}.feed_forward", entered[i]));
        }

        return Final("encoder", states);
    }

    /// <summary>Multi-head attention of one query (eq. 1 and section 3.2.2), head by head.</summary>
    public static (double[] Result, double[][] Weights) Attend(nn.Module module, string path, int heads, double[] query, double[][] states)
    {
        int size = query.Length / heads;
        double[] q = Linear(module, path + "query", query);
        double[][] keys = Array.ConvertAll(states, state => Linear(module, path + "key", state));
        double[][] values = Array.ConvertAll(states, state => Linear(module, path + "value", state));
        double[] concatenated = new double[query.Length];
        double[][] weights = new double[heads][];
        for (int head = 0; head < heads; head++)
        {
            var units = (head * size)..((head + 1) * size);
            weights[head] = Softmax(Array.ConvertAll(keys, key => Dot(q[units], key[units]) / Math.Sqrt(size)));
            for (int unit = head * size; unit < (head + 1) * size; unit++)
            {
                for (int s = 0; s < states.Length; s++)
                {
                    concatenated[unit] += weights[head][s] * values[s][unit];
                }
            }
        }

        return (Linear(module, path + "output", concatenated), weights);
    }

    /// <summary>Section 3.5.</summary>
    public static double Sinusoid(int position, int unit, int width)
    {
        int i = unit / 2;
        double angle = position / Math.Pow(10000, 2.0 * i / width);
        return unit == 2 * i ? Math.Sin(angle) : Math.Cos(angle);
    }

    private (double[] Result, double[][] Weights) Attend(string path, double[] query, double[][] states) =>
        Attend(model, path + ".", _config.Transformer.Heads, query, states);

    private double[][] Place(int[] ids, string table, string side)
    {
        int width = _config.EmbeddingSize;
        string name = model.named_parameters().Any(entry => entry.name == table + ".weight") ? table : "source_embedding";
        double[][] embeddings = Matrix(model, name + ".weight");
        return [.. ids.Select((id, position) => Enumerable.Range(0, width).Select(unit => (Math.Sqrt(width) * embeddings[id][unit]) + Position(position, unit)).ToArray())];

        double Position(int position, int unit) => _config.Transformer.Positions switch
        {
            PositionKind.Sinusoidal => Sinusoid(position, unit, width),
            PositionKind.Learnt => Matrix(model, side + ".input.positions.weight")[position][unit],
            _ => 0,
        };
    }

    private double[][] Sublayer(string path, double[][] states, Func<double[][], int, double[]> sublayer)
    {
        string norm = path + "_residual.norm";
        bool isPre = _config.Transformer.Norm == NormKind.Pre;
        double[][] entered = isPre ? Array.ConvertAll(states, state => Normalize(norm, state)) : states;
        double[][] sums = [.. states.Select((state, position) => Add(state, sublayer(entered, position)))];
        return isPre ? sums : Array.ConvertAll(sums, sum => Normalize(norm, sum));
    }

    private double[][] Final(string side, double[][] states) =>
        _config.Transformer.Norm == NormKind.Pre ? Array.ConvertAll(states, state => Normalize(side + ".norm", state)) : states;

    /// <summary>Eq. 2.</summary>
    private double[] FeedForward(string path, double[] state) =>
        Linear(model, path + ".outer", Array.ConvertAll(Linear(model, path + ".inner", state), Activate));

    private double Activate(double x) => _config.Transformer.Activation == ActivationKind.Relu ? Math.Max(0, x) : x * NormalProbability(x);

    /// <summary>Φ(x) = ½ + x/√(2π) Σ (-x²/2)ⁿ / (n! (2n+1)): the integral of the density's power series.</summary>
    private static double NormalProbability(double x)
    {
        double term = x;
        double sum = x;
        for (int n = 1; n < 60; n++)
        {
            term *= -x * x / 2 / n;
            sum += term / ((2 * n) + 1);
        }

        return 0.5 + (sum / Math.Sqrt(2 * Math.PI));
    }

    private double[] Normalize(string path, double[] state)
    {
        double mean = state.Average();
        double deviation = Math.Sqrt(state.Average(value => (value - mean) * (value - mean)) + Epsilon);
        var (gain, bias) = (Vector(model, path + ".weight"), Vector(model, path + ".bias"));
        return [.. state.Select((value, i) => (gain[i] * (value - mean) / deviation) + bias[i])];
    }

    private static double[] Linear(nn.Module module, string path, double[] vector) =>
        Add(Multiply(Matrix(module, path + ".weight"), vector), Vector(module, path + ".bias"));
}
