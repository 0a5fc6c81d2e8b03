using Nmt.Model.Recurrent;
using TorchSharp;
using static Nmt.Model.Tests.Naive.NaiveAlgebra;
using static TorchSharp.torch;

namespace Nmt.Model.Tests.Recurrent;

public sealed class LayerNormLstmCellTests
{
    private const int InputSize = 3;
    private const int HiddenSize = 4;

    [Fact]
    public void A_step_equals_the_papers_formula_unit_by_unit()
    {
        // Given
        using var scope = NewDisposeScope();
        using var cell = Some();
        var draw = new Draw(3, ScalarType.Float64);
        var (input, hidden, state) = (draw.Values(1, InputSize), draw.Values(1, HiddenSize), draw.Values(1, HiddenSize));

        // When
        var (nextHidden, nextCell) = cell.call(input, (hidden, state));

        // Then
        var (expectedHidden, expectedCell) = Naive(cell, input.Doubles(), hidden.Doubles(), state.Doubles());
        TensorAssert.Close(expectedHidden, nextHidden.Doubles(), 1e-12);
        TensorAssert.Close(expectedCell, nextCell.Doubles(), 1e-12);
    }

    [Fact]
    public void Gradients_of_every_parameter_equal_finite_differences()
    {
        // Given
        using var scope = NewDisposeScope();
        using var cell = Some();
        var draw = new Draw(4, ScalarType.Float64);
        var (input, hidden, state) = (draw.Values(2, InputSize), draw.Values(2, HiddenSize), draw.Values(2, HiddenSize));
        var slopes = draw.Values(2, HiddenSize);

        // When
        Loss().backward();

        // Then
        foreach (var (name, parameter) in cell.named_parameters())
        {
            int[] elements = [.. Enumerable.Range(0, (int)parameter.numel())];
            double[] expected = FiniteDifferences.Of(parameter, elements, () => Loss().item<double>());
            TensorAssert.Close(expected, parameter.grad!.Doubles(), 1e-7, $"gradient of {name}, element");
        }

        Tensor Loss()
        {
            var (nextHidden, nextCell) = cell.call(input, (hidden, state));
            return ((nextHidden + nextCell) * slopes).sum();
        }
    }

    private static LayerNormLstmCell Some()
    {
        var cell = new LayerNormLstmCell(InputSize, HiddenSize, CPU).WithWeights().to(ScalarType.Float64);
        // Gains and biases other than the initial ones, which would hide an error.
        using var noGradient = no_grad();
        var draw = new Draw(5, ScalarType.Float64);
        foreach (var (name, parameter) in cell.named_parameters().Where(entry => entry.name.Contains("norm", StringComparison.Ordinal)))
        {
            parameter.add_(draw.Values(parameter.shape));
        }

        return cell;
    }

    private static (double[] Hidden, double[] Cell) Naive(nn.Module cell, double[] input, double[] hidden, double[] state)
    {
        double[] gates = Add(
            Normalize(cell, "input_norm", Multiply(Matrix(cell, "weight_ih"), input)),
            Normalize(cell, "hidden_norm", Multiply(Matrix(cell, "weight_hh"), hidden)));
        double[] next = new double[HiddenSize];
        for (int unit = 0; unit < HiddenSize; unit++)
        {
            next[unit] = (Sigmoid(gates[HiddenSize + unit]) * state[unit])
                + (Sigmoid(gates[unit]) * Math.Tanh(gates[(2 * HiddenSize) + unit]));
        }

        double[] normalized = Tanh(Normalize(cell, "cell_norm", next));
        return ([.. normalized.Select((value, unit) => Sigmoid(gates[(3 * HiddenSize) + unit]) * value)], next);
    }

    private static double[] Normalize(nn.Module cell, string name, double[] values)
    {
        double[] gain = Vector(cell, name + ".weight");
        double[] bias = Vector(cell, name + ".bias");
        double mean = values.Average();
        double variance = values.Average(value => (value - mean) * (value - mean));
        return [.. values.Select((value, i) => (gain[i] * (value - mean) / Math.Sqrt(variance + 1e-5)) + bias[i])];
    }
}
