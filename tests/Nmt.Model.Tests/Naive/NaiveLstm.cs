using static Nmt.Model.Tests.Naive.NaiveAlgebra;
using static TorchSharp.torch;

namespace Nmt.Model.Tests.Naive;

/// <summary>One LSTM cell (Hochreiter and Schmidhuber 1997, with forget gates) unit by unit; gates in the order i f g o.</summary>
internal sealed class NaiveLstm(double[][] inputWeight, double[][] hiddenWeight, double[] inputBias, double[] hiddenBias)
{
    public int HiddenSize => inputBias.Length / 4;

    /// <summary>The cell whose four parameters share a prefix and a suffix.</summary>
    public static NaiveLstm Of(nn.Module module, string prefix, string suffix = "") => new(
        Matrix(module, $"{prefix}weight_ih{suffix}"), Matrix(module, $"{prefix}weight_hh{suffix}"),
        Vector(module, $"{prefix}bias_ih{suffix}"), Vector(module, $"{prefix}bias_hh{suffix}"));

    public (double[] Hidden, double[] Cell) Step(double[] input, double[] hidden, double[] cell)
    {
        int size = HiddenSize;
        double[] gates = Add(Add(Multiply(inputWeight, input), inputBias), Add(Multiply(hiddenWeight, hidden), hiddenBias));
        var nextHidden = new double[size];
        var nextCell = new double[size];
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

    /// <summary>All states from zeros on, forwards or from the last input to the first; and the last cell state.</summary>
    public (double[][] Hidden, double[] LastCell) Run(double[][] inputs, bool isReverse)
    {
        var states = new double[inputs.Length][];
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
