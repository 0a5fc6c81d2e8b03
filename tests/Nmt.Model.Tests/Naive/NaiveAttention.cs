using Nmt.Runs.Config;
using static Nmt.Model.Tests.Naive.NaiveAlgebra;
using static TorchSharp.torch;

namespace Nmt.Model.Tests.Naive;

/// <summary>
/// Attention of the decoder states of one sentence, one after the other, by loops over heads and positions as the papers write them.
/// </summary>
/// <param name="config">The mechanism.</param>
/// <param name="module">Has the weights, under the names that the decoder gives them.</param>
internal sealed class NaiveAttention(AttentionConfig config, nn.Module module)
{
    private double[] _coverage = [];

    /// <summary>The loss of the last step.</summary>
    public double CoverageLoss { get; private set; }

    /// <summary>Attends to the real source positions.</summary>
    /// <param name="query">The decoder state.</param>
    /// <param name="states">Encoder states.</param>
    /// <param name="position">The target position, from 0.</param>
    /// <returns>The context, and the mean weights of all heads.</returns>
    public (double[] Context, double[] Weights) Attend(double[] query, double[][] states, int position)
    {
        _coverage = _coverage.Length == 0 ? new double[states.Length] : _coverage;
        double[][] values = config.Heads == 1 ? states : Array.ConvertAll(states, state => Multiply(Matrix(module, "attention_value.weight"), state));
        double[] context = new double[values[0].Length];
        double[] mean = new double[states.Length];
        for (int head = 0; head < config.Heads; head++)
        {
            double[] weights = Weights([.. states.Select((state, i) => Score(query, state, _coverage[i], head))], query, position);
            int width = context.Length / config.Heads;
            for (int i = 0; i < states.Length; i++)
            {
                mean[i] += weights[i] / config.Heads;
                for (int unit = head * width; unit < (head + 1) * width; unit++)
                {
                    context[unit] += weights[i] * values[i][unit];
                }
            }
        }

        CoverageLoss = config.CoverageLoss * mean.Select((weight, i) => Math.Min(weight, _coverage[i])).Sum();
        if (config.Coverage)
        {
            _coverage = Add(_coverage, mean);
        }

        return (context, mean);
    }

    private double Score(double[] query, double[] state, double covered, int head)
    {
        double[] coverage = config.Coverage
            ? Array.ConvertAll(Vector(module, "attention_coverage.weight"), weight => weight * covered)
            : [];
        double[] Covered(double[] key) => config.Coverage ? Add(key, coverage) : key;
        double[] Key(string name = "key") => Covered(Multiply(Matrix(module, $"attention.{name}.weight"), state));
        double[] Query() => Multiply(Matrix(module, "attention.query.weight"), query);
        switch (config.Type)
        {
            case AttentionKind.Dot:
                return Dot(Part(query, head), Part(Covered(state), head));
            case AttentionKind.General:
                return Dot(Part(query, head), Part(Key(), head));
            case AttentionKind.Additive:
                return OfHidden(Tanh(Add(Add(Query(), Vector(module, "attention.query.bias")), Key())), head);
            case AttentionKind.Concat:
                return OfHidden(Tanh(Covered(Multiply(Matrix(module, "attention.concat.weight"), [.. query, .. state]))), head);
            case AttentionKind.ScaledDot:
                double[] part = Part(Query(), head);
                return Dot(part, Part(Key(), head)) / Math.Sqrt(part.Length);
            case AttentionKind.Cosine:
                double[] a = Part(query, head);
                double[] b = Part(Key(), head);
                double temperature = config.Temperature ?? Math.Exp(Vector(module, "attention.log_temperature")[head]);
                return Dot(a, b) / (Math.Sqrt(Dot(a, a)) * Math.Sqrt(Dot(b, b))) / temperature;
            default:
                throw new ArgumentOutOfRangeException($"no loop for {config.Type}");
        }
    }

    private double OfHidden(double[] hidden, int head) => Dot(Part(Vector(module, "attention.score.weight"), head), Part(hidden, head));

    private double[] Part(double[] vector, int head)
    {
        int width = vector.Length / config.Heads;
        return vector[(head * width)..((head + 1) * width)];
    }

    private double[] Weights(double[] scores, double[] query, int position)
    {
        double centre = config.Window == AttentionWindow.LocalP ? PredictedCentre(query, scores.Length) : Math.Min(position, scores.Length - 1);
        int[] inside = [.. Enumerable.Range(0, scores.Length).Where(i =>
            config.Window == AttentionWindow.Global || Math.Abs(i - centre) <= config.WindowSize)];
        double[] normalized = Normalize([.. inside.Select(i => scores[i])]);
        double[] weights = new double[scores.Length];
        foreach (var (rank, i) in inside.Index())
        {
            double deviation = config.WindowSize / 2.0;
            weights[i] = normalized[rank] * (config.Window == AttentionWindow.LocalP
                ? Math.Exp(-Math.Pow(i - centre, 2) / (2 * deviation * deviation))
                : 1);
        }

        return weights;
    }

    private double PredictedCentre(double[] query, int length) => length * Sigmoid(Dot(
        Vector(module, "attention_window.centre.weight"), Tanh(Multiply(Matrix(module, "attention_window.hidden.weight"), query))));

    private double[] Normalize(double[] scores) => config.Normalization switch
    {
        AttentionNormalization.Softmax => Softmax(scores),
        AttentionNormalization.Sparsemax => Entmax(scores, 2),
        AttentionNormalization.Entmax15 => Entmax(scores, 1.5),
        var other => throw new ArgumentOutOfRangeException($"no loop for {other}"),
    };

    /// <summary>
    /// The α-entmax by its definition (Peters et al. 2019, eq. 10): p_i = max((α - 1) z_i - τ, 0)^(1/(α - 1)), with the τ for which the sum is 1,
    /// found by bisection.
    /// </summary>
    public static double[] Entmax(double[] scores, double alpha)
    {
        double[] scaled = Array.ConvertAll(scores, score => (alpha - 1) * score);
        double[] At(double threshold) => Array.ConvertAll(scaled, score => Math.Pow(Math.Max(score - threshold, 0), 1 / (alpha - 1)));
        var (low, high) = (scaled.Max() - 1, scaled.Max());
        for (int i = 0; i < 100; i++)
        {
            double middle = (low + high) / 2;
            (low, high) = At(middle).Sum() > 1 ? (middle, high) : (low, middle);
        }

        return At(low);
    }
}
