using Nmt.Model.Recurrent.Cells;
using Nmt.Runs.Config;
using TorchSharp;
using static Nmt.Model.Tests.Naive.NaiveAlgebra;
using static TorchSharp.torch;

namespace Nmt.Model.Tests.Recurrent.Cells;

public sealed class LayerNormCellTests
{
    private const int InputSize = 3;
    private const int HiddenSize = 4;

    [Theory]
    [InlineData(CellKind.Lstm, false)]
    [InlineData(CellKind.Lstm, true)]
    [InlineData(CellKind.Gru, false)]
    [InlineData(CellKind.Gru, true)]
    [InlineData(CellKind.RnnTanh, false)]
    [InlineData(CellKind.RnnTanh, true)]
    public void A_step_equals_the_papers_formula_unit_by_unit(CellKind kind, bool isScaled)
    {
        // Given
        using var scope = NewDisposeScope();
        var (module, cell) = Some(kind);
        using var owner = module;
        var draw = new Draw(3, ScalarType.Float64);
        var (input, hidden, state) = (draw.Values(1, InputSize), draw.Values(1, HiddenSize), draw.Values(1, HiddenSize));
        var mask = isScaled ? draw.Mask(0.5, 1, HiddenSize) : ones([1, HiddenSize], ScalarType.Float64);

        // When
        var next = cell.Step(input, new CellState(hidden, cell.HasCellState ? state : null), isScaled ? mask : null);

        // Then
        var naive = new NaiveNormalized(module);
        double[] scaled = (hidden * mask).Doubles();
        var (expectedHidden, expectedCell) = kind switch
        {
            CellKind.Lstm => naive.Lstm(input.Doubles(), scaled, state.Doubles()),
            CellKind.Gru => (naive.Gru(input.Doubles(), scaled, hidden.Doubles()), []),
            _ => (naive.Rnn(input.Doubles(), scaled), []),
        };
        TensorAssert.Close(expectedHidden, next.Hidden.Doubles(), 1e-12);
        Assert.Equal(kind == CellKind.Lstm, next.Cell is not null);
        TensorAssert.Close(expectedCell, next.Cell is null ? [] : next.Cell.Doubles(), 1e-12);
    }

    [Theory]
    [InlineData(CellKind.Lstm)]
    [InlineData(CellKind.Gru)]
    [InlineData(CellKind.RnnTanh)]
    public void Gradients_of_every_parameter_equal_finite_differences(CellKind kind)
    {
        // Given
        using var scope = NewDisposeScope();
        var (module, cell) = Some(kind);
        using var owner = module;
        var draw = new Draw(4, ScalarType.Float64);
        var (input, hidden, state) = (draw.Values(2, InputSize), draw.Values(2, HiddenSize), draw.Values(2, HiddenSize));
        var slopes = draw.Values(2, HiddenSize);

        // When
        Loss().backward();

        // Then
        foreach (var (name, parameter) in module.named_parameters())
        {
            int[] elements = [.. Enumerable.Range(0, (int)parameter.numel())];
            double[] expected = FiniteDifferences.Of(parameter, elements, () => Loss().item<double>());
            TensorAssert.Close(expected, parameter.grad!.Doubles(), 1e-7, $"gradient of {name}, element");
        }

        Tensor Loss()
        {
            var next = cell.Step(input, new CellState(hidden, cell.HasCellState ? state : null), null);
            return ((next.Cell is null ? next.Hidden : next.Hidden + next.Cell) * slopes).sum();
        }
    }

    private static (nn.Module Module, IRecurrentCell Cell) Some(CellKind kind)
    {
        var (module, cell) = RecurrentCells.Create(new ModelConfig { Cell = kind, LayerNorm = true }, InputSize, HiddenSize, CPU);
        module.WithWeights().to(ScalarType.Float64);
        // Gains and biases other than the initial ones, which would hide an error.
        using var noGradient = no_grad();
        var draw = new Draw(5, ScalarType.Float64);
        foreach (var (name, parameter) in module.named_parameters().Where(entry => entry.name.Contains("norm", StringComparison.Ordinal)))
        {
            parameter.add_(draw.Values(parameter.shape));
        }

        return (module, cell);
    }

    /// <summary>The formulas of Ba et al. (2016) by loops. The hidden state that enters a product may be another than the one that is carried over.</summary>
    private sealed class NaiveNormalized(nn.Module cell)
    {
        public (double[] Hidden, double[] Cell) Lstm(double[] input, double[] hidden, double[] state)
        {
            double[] gates = Add(
                Normalize("input_norm", Multiply(Matrix(cell, "weight_ih"), input)),
                Normalize("hidden_norm", Multiply(Matrix(cell, "weight_hh"), hidden)));
            double[] next = new double[HiddenSize];
            for (int unit = 0; unit < HiddenSize; unit++)
            {
                next[unit] = (Sigmoid(gates[HiddenSize + unit]) * state[unit])
                    + (Sigmoid(gates[unit]) * Math.Tanh(gates[(2 * HiddenSize) + unit]));
            }

            double[] normalized = Tanh(Normalize("cell_norm", next));
            return ([.. normalized.Select((value, unit) => Sigmoid(gates[(3 * HiddenSize) + unit]) * value)], next);
        }

        public double[] Gru(double[] input, double[] hidden, double[] carried)
        {
            double[] fromInput = Multiply(Matrix(cell, "weight_ih"), input);
            double[] fromHidden = Multiply(Matrix(cell, "weight_hh"), hidden);
            double[] gates = Add(
                Normalize("input_norm", fromInput[..(2 * HiddenSize)]), Normalize("hidden_norm", fromHidden[..(2 * HiddenSize)]));
            double[] candidateInput = Normalize("candidate_input_norm", fromInput[(2 * HiddenSize)..]);
            double[] candidateHidden = Normalize("candidate_hidden_norm", fromHidden[(2 * HiddenSize)..]);
            return [.. Enumerable.Range(0, HiddenSize).Select(unit =>
            {
                double r = Sigmoid(gates[unit]);
                double z = Sigmoid(gates[HiddenSize + unit]);
                return ((1 - z) * Math.Tanh(candidateInput[unit] + (r * candidateHidden[unit]))) + (z * carried[unit]);
            })];
        }

        public double[] Rnn(double[] input, double[] hidden) =>
            Tanh(Normalize("norm", Add(Multiply(Matrix(cell, "weight_ih"), input), Multiply(Matrix(cell, "weight_hh"), hidden))));

        private double[] Normalize(string name, double[] values)
        {
            double[] gain = Vector(cell, name + ".weight");
            double[] bias = Vector(cell, name + ".bias");
            double mean = values.Average();
            double variance = values.Average(value => (value - mean) * (value - mean));
            return [.. values.Select((value, i) => (gain[i] * (value - mean) / Math.Sqrt(variance + 1e-5)) + bias[i])];
        }
    }
}
