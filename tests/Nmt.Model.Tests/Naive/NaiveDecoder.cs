using Nmt.Model.Decoders;
using Nmt.Runs.Config;
using static Nmt.Model.Tests.Naive.NaiveAlgebra;

namespace Nmt.Model.Tests.Naive;

/// <summary>The decoder of one sentence without tensors: LSTM layers, attention, attentional state, input feeding.</summary>
internal sealed class NaiveDecoder(AttentionalLstmDecoder decoder, DecoderConfig config, AttentionKind kind)
{
    /// <summary>Decodes the target inputs of one sentence.</summary>
    /// <param name="embedded">Embedded target inputs, one a position.</param>
    /// <param name="hidden">First hidden state of each layer.</param>
    /// <param name="cell">First cell state of each layer.</param>
    /// <param name="states">Encoder states of the real source positions.</param>
    public (double[][] States, double[][] Weights) Decode(
        double[][] embedded, double[][] hidden, double[][] cell, double[][] states)
    {
        var attention = new NaiveAttention(kind, decoder, "attention.");
        double[][] combine = Matrix(decoder, "combine.weight");
        double[] attentional = new double[config.HiddenSize];
        var allStates = new List<double[]>();
        var allWeights = new List<double[]>();
        foreach (double[] position in embedded)
        {
            double[] below = config.InputFeeding ? [.. position, .. attentional] : position;
            for (int layer = 0; layer < config.Layers; layer++)
            {
                (hidden[layer], cell[layer]) = NaiveLstm.Of(decoder, $"cells.{layer}.").Step(below, hidden[layer], cell[layer]);
                below = hidden[layer];
            }

            double[] weights = attention.Weigh(below, states);
            double[] context = new double[states[0].Length];
            for (int i = 0; i < states.Length; i++)
            {
                context = Add(context, Array.ConvertAll(states[i], value => weights[i] * value));
            }

            attentional = Tanh(Multiply(combine, [.. context, .. below]));
            allStates.Add(attentional);
            allWeights.Add(weights);
        }

        return ([.. allStates], [.. allWeights]);
    }
}
