using Nmt.Runs.Config;
using static Nmt.Model.Tests.Naive.NaiveAlgebra;
using static TorchSharp.torch;

namespace Nmt.Model.Tests.Naive;

/// <summary>
/// One cell unit by unit: an LSTM (Hochreiter and Schmidhuber 1997, with forget gates), gates in the order i f g o; a GRU (Cho et al. 2014,
/// with the reset gate applied to the product), gates in the order r z n; or a simple recurrent network (Elman 1990).
/// </summary>
internal sealed class NaiveCell(
    CellKind kind, double[][] inputWeight, double[][] hiddenWeight, double[] inputBias, double[] hiddenBias)
{
    public int HiddenSize => hiddenWeight[0].Length;

    /// <summary>Creates the cell whose four parameters share a prefix and a suffix.</summary>
    public static NaiveCell From(CellKind kind, nn.Module module, string prefix = "", string suffix = "") => new(
        kind, Matrix(module, $"{prefix}weight_ih{suffix}"), Matrix(module, $"{prefix}weight_hh{suffix}"),
        Vector(module, $"{prefix}bias_ih{suffix}"), Vector(module, $"{prefix}bias_hh{suffix}"));

    /// <summary>Computes one step.</summary>
    /// <param name="input">The input.</param>
    /// <param name="hidden">Hidden state before the step.</param>
    /// <param name="cell">Cell state before the step; empty if the cell has none.</param>
    /// <param name="mask">Factors of the hidden state where it enters a product; null means 1.</param>
    public (double[] Hidden, double[] Cell) Step(double[] input, double[] hidden, double[] cell, double[]? mask = null)
    {
        double[] scaled = mask is null ? hidden : [.. hidden.Zip(mask, (value, factor) => value * factor)];
        double[] fromInput = Add(Multiply(inputWeight, input), inputBias);
        double[] fromHidden = Add(Multiply(hiddenWeight, scaled), hiddenBias);
        double[] sum = Add(fromInput, fromHidden);
        int size = HiddenSize;
        double[] next = new double[size];
        double[] nextCell = new double[cell.Length];
        for (int unit = 0; unit < size; unit++)
        {
            switch (kind)
            {
                case CellKind.Lstm:
                    double i = Sigmoid(sum[unit]);
                    double f = Sigmoid(sum[size + unit]);
                    double g = Math.Tanh(sum[(2 * size) + unit]);
                    double o = Sigmoid(sum[(3 * size) + unit]);
                    nextCell[unit] = (f * cell[unit]) + (i * g);
                    next[unit] = o * Math.Tanh(nextCell[unit]);
                    break;
                case CellKind.Gru:
                    double r = Sigmoid(sum[unit]);
                    double z = Sigmoid(sum[size + unit]);
                    double n = Math.Tanh(fromInput[(2 * size) + unit] + (r * fromHidden[(2 * size) + unit]));
                    next[unit] = ((1 - z) * n) + (z * hidden[unit]);
                    break;
                case CellKind.RnnTanh:
                    next[unit] = Math.Tanh(sum[unit]);
                    break;
                default:
                    throw new ArgumentOutOfRangeException(nameof(input), kind, "unknown cell");
            }
        }

        return (next, nextCell);
    }

    /// <summary>Returns all hidden states, starting from zeros, forwards or from the last input to the first; and the last cell state.</summary>
    public (double[][] Hidden, double[] LastCell) Run(double[][] inputs, bool isReverse, double[]? mask = null)
    {
        double[][] states = new double[inputs.Length][];
        double[] hidden = new double[HiddenSize];
        double[] cell = kind == CellKind.Lstm ? new double[HiddenSize] : [];
        for (int step = 0; step < inputs.Length; step++)
        {
            int t = isReverse ? inputs.Length - 1 - step : step;
            (hidden, cell) = Step(inputs[t], hidden, cell, mask);
            states[t] = hidden;
        }

        return (states, cell);
    }
}

/// <summary>An encoder of one sentence without tensors: stacked layers in one or two directions, residual connections, reversed words.</summary>
/// <param name="encoder">Owns the weights.</param>
/// <param name="model">Sizes and parts; not of normalized cells.</param>
internal sealed class NaiveEncoder(nn.Module encoder, ModelConfig model)
{
    /// <summary>Encodes the subwords of one sentence.</summary>
    /// <param name="inputs">Their embeddings, without padding.</param>
    /// <param name="masks">Factors of the hidden states, for each layer and direction; null means 1.</param>
    /// <returns>The states in the order of the inputs, and the top layer's final hidden and cell state.</returns>
    public (double[][] States, double[] Hidden, double[] Cell) Encode(double[][] inputs, double[][][]? masks = null)
    {
        bool isBidirectional = model.Encoder.Type == EncoderKind.Bidirectional;
        double[][] states = Reversed(inputs);
        double[] hidden = [];
        double[] cell = [];
        for (int layer = 0; layer < model.Encoder.Layers; layer++)
        {
            var (output, lastCell) = Cell(layer, "").Run(states, isReverse: false, masks?[layer][0]);
            (hidden, cell) = (output[^1], lastCell);
            if (isBidirectional)
            {
                var (backward, backwardCell) = Cell(layer, "_reverse").Run(states, isReverse: true, masks?[layer][1]);
                (hidden, cell) = ([.. hidden, .. backward[0]], [.. cell, .. backwardCell]);
                output = [.. output.Zip(backward, (a, b) => (double[])[.. a, .. b])];
            }

            states = model.Residual && layer > 0 ? [.. states.Zip(output, Add)] : output;
        }

        return (Reversed(states), hidden, cell);
    }

    /// <summary>All but the last position in reverse order, if the encoder reads them so.</summary>
    private double[][] Reversed(double[][] positions) =>
        model.Encoder.ReverseSource ? [.. positions[..^1].Reverse(), positions[^1]] : positions;

    private NaiveCell Cell(int layer, string direction)
    {
        string name = model.Cell switch { CellKind.Lstm => "lstm.", CellKind.Gru => "gru.", _ => "rnn." };
        bool isSplit = model.Residual && model.Encoder.Layers > 1;
        return isSplit
            ? NaiveCell.From(model.Cell, encoder, $"{name}{layer}.", $"_l0{direction}")
            : NaiveCell.From(model.Cell, encoder, name, $"_l{layer}{direction}");
    }
}
