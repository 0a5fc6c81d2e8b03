using Nmt.Model.Recurrent;
using Nmt.Runs.Config;
using static Nmt.Model.Tests.Naive.NaiveAlgebra;
using static TorchSharp.torch;

namespace Nmt.Model.Tests.Naive;

/// <summary>A decoder of one sentence without tensors: LSTM layers, attention, attentional state, input feeding.</summary>
internal sealed class NaiveDecoder(RecurrentDecoder decoder, DecoderConfig config, AttentionConfig attentionConfig)
{
    /// <summary>Decodes the target inputs of one sentence.</summary>
    /// <param name="embedded">Embedded target inputs, one per position.</param>
    /// <param name="hidden">Initial hidden state of each layer.</param>
    /// <param name="cell">Initial cell state of each layer.</param>
    /// <param name="states">Encoder states of the real source positions.</param>
    public (double[][] States, double[][] Weights) Decode(
        double[][] embedded, double[][] hidden, double[][] cell, double[][] states)
    {
        var attention = new NaiveAttention(attentionConfig, decoder);
        double[][] combine = Matrix(decoder, "combine.weight");
        double[] attentional = new double[config.HiddenSize];
        var allStates = new List<double[]>();
        var allWeights = new List<double[]>();
        foreach (double[] position in embedded)
        {
            double[] below = config.InputFeeding ? [.. position, .. attentional] : position;
            for (int layer = 0; layer < config.Layers; layer++)
            {
                (hidden[layer], cell[layer]) = NaiveLstm.From(decoder, $"cells.{layer}.").Step(below, hidden[layer], cell[layer]);
                below = hidden[layer];
            }

            var (context, weights) = attention.Attend(below, states, allStates.Count);
            attentional = Tanh(Multiply(combine, [.. context, .. below]));
            allStates.Add(attentional);
            allWeights.Add(weights);
        }

        return ([.. allStates], [.. allWeights]);
    }
}

/// <summary>One LSTM cell (Hochreiter and Schmidhuber 1997, with forget gates) unit by unit; gates in the order i f g o.</summary>
internal sealed class NaiveLstm(double[][] inputWeight, double[][] hiddenWeight, double[] inputBias, double[] hiddenBias)
{
    public int HiddenSize => inputBias.Length / 4;

    /// <summary>Creates the cell whose four parameters share a prefix and a suffix.</summary>
    public static NaiveLstm From(nn.Module module, string prefix, string suffix = "") => new(
        Matrix(module, $"{prefix}weight_ih{suffix}"), Matrix(module, $"{prefix}weight_hh{suffix}"),
        Vector(module, $"{prefix}bias_ih{suffix}"), Vector(module, $"{prefix}bias_hh{suffix}"));

    public (double[] Hidden, double[] Cell) Step(double[] input, double[] hidden, double[] cell)
    {
        int size = HiddenSize;
        double[] gates = Add(Add(Multiply(inputWeight, input), inputBias), Add(Multiply(hiddenWeight, hidden), hiddenBias));
        double[] nextHidden = new double[size];
        double[] nextCell = new double[size];
        for (int unit = 0; unit < size; unit++)
        {
            double i = Sigmoid(gates[unit]);
            double f = Sigmoid(gates[size + unit]);
            double g = Math.Tanh(gates[(2 * size) + unit]);
            double o = Sigmoid(gates[(3 * size) + unit]);
            nextCell[unit] = (f * cell[unit]) + (i * g);
            nextHidden[unit] = o * Math.Tanh(nextCell[unit]);
        }

        return (nextHidden, nextCell);
    }

    /// <summary>Returns all hidden states, starting from zeros, forwards or from the last input to the first; and the last cell state.</summary>
    public (double[][] Hidden, double[] LastCell) Run(double[][] inputs, bool isReverse)
    {
        double[][] states = new double[inputs.Length][];
        double[] hidden = new double[HiddenSize];
        double[] cell = new double[HiddenSize];
        for (int step = 0; step < inputs.Length; step++)
        {
            int t = isReverse ? inputs.Length - 1 - step : step;
            (hidden, cell) = Step(inputs[t], hidden, cell);
            states[t] = hidden;
        }

        return (states, cell);
    }
}
