using Nmt.Cpu.Kernels;

namespace Nmt.Cpu.Weights;

/// <summary>A linear layer, <c>y = x wᵀ + b</c>.</summary>
/// <param name="Weight">w, <c>[outputs, inputs]</c>.</param>
/// <param name="Bias">b, <c>[outputs]</c>; null for none.</param>
internal sealed record Linear(WeightMatrix Weight, float[]? Bias = null)
{
    /// <summary>Reads a layer.</summary>
    /// <param name="weights">The weights.</param>
    /// <param name="name">The name before <c>.weight</c> and <c>.bias</c>.</param>
    /// <param name="outputs">Number of outputs.</param>
    /// <param name="inputs">Number of inputs.</param>
    /// <param name="hasBias">Whether it has a bias.</param>
    public static Linear Read(IWeightSource weights, string name, int outputs, int inputs, bool hasBias) =>
        new(weights.Matrix(name + ".weight", outputs, inputs), hasBias ? weights.Vector(name + ".bias", outputs) : null);
}

/// <summary>Computes linear layers, one after the other, each with all threads if it is large.</summary>
/// <param name="workers">The threads.</param>
internal sealed class Products(Workers workers) : ISharedWork
{
    /// <summary>Multiplications below which sharing the work costs more than it saves.</summary>
    private const long Smallest = 40_000;

    // Products split their columns at multiples of this.
    private const int ColumnUnit = 16;

    private readonly QuantizedRows _rounded = new();
    private Linear? _layer;
    private ConstantView _input;
    private View _result;
    private bool _accumulates;

    /// <summary>The threads.</summary>
    public Workers Workers => workers;

    /// <summary>Computes a layer.</summary>
    /// <param name="layer">The layer.</param>
    /// <param name="input">x, <c>[rows, inputs]</c>.</param>
    /// <param name="result">y, <c>[rows, outputs]</c>.</param>
    /// <param name="accumulates">Whether y is added to instead of overwritten.</param>
    public void Apply(Linear layer, ConstantView input, View result, bool accumulates = false)
    {
        (_layer, _input, _result, _accumulates) = (layer, input, result, accumulates);
        layer.Weight.Prepare(input, _rounded);
        if ((long)input.Rows * layer.Weight.Inputs * layer.Weight.Outputs < Smallest)
        {
            Do(0, 1);
        }
        else
        {
            workers.Do(this);
        }
    }

    /// <inheritdoc/>
    public void Do(int part, int parts)
    {
        int units = (_layer!.Weight.Outputs + ColumnUnit - 1) / ColumnUnit;
        int first = Math.Min(_layer.Weight.Outputs, units * part / parts * ColumnUnit);
        int end = Math.Min(_layer.Weight.Outputs, units * (part + 1) / parts * ColumnUnit);
        if (first < end)
        {
            _layer.Weight.Multiply(new ProductInput(_input, _rounded), _result, _layer.Bias, _accumulates, first..end);
        }
    }
}
