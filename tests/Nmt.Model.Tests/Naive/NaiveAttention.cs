using Nmt.Runs.Config;
using static Nmt.Model.Tests.Naive.NaiveAlgebra;
using static TorchSharp.torch;

namespace Nmt.Model.Tests.Naive;

/// <summary>Attention of one decoder state over one sentence, position by position.</summary>
internal sealed class NaiveAttention(AttentionKind kind, nn.Module module, string prefix = "")
{
    /// <summary>Weights of the real source positions.</summary>
    public double[] Weigh(double[] query, double[][] states) =>
        Softmax(Array.ConvertAll(states, state => kind == AttentionKind.General ? General(query, state) : Additive(query, state)));

    private double General(double[] query, double[] state) => Dot(query, Multiply(Matrix(module, prefix + "key.weight"), state));

    private double Additive(double[] query, double[] state)
    {
        double[] fromQuery = Add(Multiply(Matrix(module, prefix + "query.weight"), query), Vector(module, prefix + "query.bias"));
        double[] fromState = Multiply(Matrix(module, prefix + "key.weight"), state);
        return Dot(Vector(module, prefix + "score.weight"), Tanh(Add(fromQuery, fromState)));
    }
}
