using Nmt.Cpu.Kernels;

namespace Nmt.Cpu.Weights;

/// <summary>The weights of a linear layer, <c>[outputs, inputs]</c>, in a form that products use.</summary>
/// <param name="outputs">Rows of the matrix.</param>
/// <param name="inputs">Its columns.</param>
internal abstract class WeightMatrix(int outputs, int inputs)
{
    /// <summary>Rows of the matrix.</summary>
    public int Outputs { get; } = outputs;

    /// <summary>Columns of the matrix.</summary>
    public int Inputs { get; } = inputs;

    /// <summary>Prepares the left side of a product, once for all threads.</summary>
    /// <param name="input">x, <c>[rows, inputs]</c>.</param>
    /// <param name="rounded">Receives the rounded x, if products need it.</param>
    public virtual void Prepare(ConstantView input, QuantizedRows rounded)
    {
    }

    /// <summary>Computes some columns of <c>y = x wᵀ</c>.</summary>
    /// <param name="input">x, <c>[rows, inputs]</c>, prepared.</param>
    /// <param name="result">y, <c>[rows, outputs]</c>.</param>
    /// <param name="bias">Added to each row; null adds nothing.</param>
    /// <param name="accumulates">Whether the product is added to what is in y.</param>
    /// <param name="columns">The columns.</param>
    public abstract void Multiply(ProductInput input, View result, float[]? bias, bool accumulates, Range columns);

    /// <summary>Copies a row: an embedding.</summary>
    public abstract void CopyRow(int row, Span<float> target);

    /// <summary>The matrix of some of the inputs, for layers whose inputs come from several places.</summary>
    public abstract WeightMatrix Columns(int first, int count);
}

/// <summary>Weights in float32, row by row.</summary>
/// <param name="weights">The matrix.</param>
internal sealed unsafe class FloatMatrix(ConstantView weights) : WeightMatrix(weights.Rows, weights.Width)
{
    /// <inheritdoc/>
    public override void Multiply(ProductInput input, View result, float[]? bias, bool accumulates, Range columns)
    {
        fixed (float* values = bias)
        {
            FloatProduct.Multiply(input.Values, weights, result, values, accumulates, columns);
        }
    }

    /// <inheritdoc/>
    public override void CopyRow(int row, Span<float> target) => weights.Span(row).CopyTo(target);

    /// <inheritdoc/>
    public override WeightMatrix Columns(int first, int count) => new FloatMatrix(weights.Columns(first, count));
}

/// <summary>The left side of a product.</summary>
/// <param name="Values">x, <c>[rows, inputs]</c>.</param>
/// <param name="Rounded">x in 8 bits, if <see cref="WeightMatrix.Prepare"/> has rounded it.</param>
internal readonly record struct ProductInput(ConstantView Values, QuantizedRows Rounded);
