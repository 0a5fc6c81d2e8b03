using static TorchSharp.torch;

namespace LibTorch.Tests.NN;

/// <summary>Recurrent layers written with loops over plain arrays, one sequence at a time.</summary>
internal sealed class NaiveRecurrence
{
    private readonly Dictionary<string, double[]> _weights = [];
    private readonly bool _isLstm;
    private readonly int _hidden;
    private readonly int _layers;
    private readonly int _directions;

    internal NaiveRecurrence(nn.Module module, bool isLstm, int hidden, int layers = 1, bool isBidirectional = false)
    {
        foreach (var (key, value) in module.state_dict())
        {
            _weights[key] = Drawn.Values(value);
        }

        (_isLstm, _hidden, _layers, _directions) = (isLstm, hidden, layers, isBidirectional ? 2 : 1);
    }

    /// <summary>All outputs of the last layer, and the last states by layer and direction.</summary>
    internal (double[][] Outputs, List<double[]> Hidden, List<double[]> Cell) Run(
        double[][] sequence, Func<int, double[]>? h0 = null, Func<int, double[]>? c0 = null)
    {
        List<double[]> lastHidden = [];
        List<double[]> lastCell = [];
        var inputs = sequence;
        for (var layer = 0; layer < _layers; layer++)
        {
            var outputs = inputs.Select(_ => new double[_hidden * _directions]).ToArray();
            for (var direction = 0; direction < _directions; direction++)
            {
                var suffix = $"_l{layer}{(direction == 1 ? "_reverse" : "")}";
                var row = (layer * _directions) + direction;
                var h = h0?.Invoke(row) ?? new double[_hidden];
                var c = c0?.Invoke(row) ?? new double[_hidden];
                for (var i = 0; i < inputs.Length; i++)
                {
                    var t = direction == 0 ? i : inputs.Length - 1 - i;
                    (h, c) = Step(suffix, inputs[t], h, c);
                    h.CopyTo(outputs[t], direction * _hidden);
                }

                lastHidden.Add(h);
                lastCell.Add(c);
            }

            inputs = outputs;
        }

        return (inputs, lastHidden, lastCell);
    }

    internal (double[] H, double[] C) Step(string suffix, double[] x, double[] h, double[] c)
    {
        var gates = _isLstm ? 4 : 3;
        var fromInput = Affine("weight_ih" + suffix, "bias_ih" + suffix, x, gates);
        var fromState = Affine("weight_hh" + suffix, "bias_hh" + suffix, h, gates);
        var nextH = new double[_hidden];
        var nextC = new double[_hidden];
        for (var k = 0; k < _hidden; k++)
        {
            double Sum(int gate) => fromInput[(gate * _hidden) + k] + fromState[(gate * _hidden) + k];
            if (_isLstm)
            {
                nextC[k] = (Sigmoid(Sum(1)) * c[k]) + (Sigmoid(Sum(0)) * Math.Tanh(Sum(2)));
                nextH[k] = Sigmoid(Sum(3)) * Math.Tanh(nextC[k]);
            }
            else
            {
                var n = Math.Tanh(fromInput[(2 * _hidden) + k] + (Sigmoid(Sum(0)) * fromState[(2 * _hidden) + k]));
                nextH[k] = ((1 - Sigmoid(Sum(1))) * n) + (Sigmoid(Sum(1)) * h[k]);
            }
        }

        return (nextH, nextC);
    }

    private static double Sigmoid(double x) => 1 / (1 + Math.Exp(-x));

    private double[] Affine(string weight, string bias, double[] x, int gates)
    {
        var matrix = _weights[weight];
        var offsets = _weights.GetValueOrDefault(bias);
        var result = new double[gates * _hidden];
        for (var i = 0; i < result.Length; i++)
        {
            result[i] = offsets?[i] ?? 0;
            for (var j = 0; j < x.Length; j++)
            {
                result[i] += matrix[(i * x.Length) + j] * x[j];
            }
        }

        return result;
    }
}
