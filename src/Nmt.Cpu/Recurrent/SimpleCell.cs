using System.Numerics.Tensors;
using Nmt.Cpu.Kernels;
using Nmt.Cpu.Weights;

namespace Nmt.Cpu.Recurrent;

/// <summary>
/// A simple recurrent network: <c>h = tanh(W x + U h + b)</c> (Elman 1990), where with layer normalization the sum is normalized (Ba et al.
/// 2016, eq. 4).
/// </summary>
/// <param name="inputs">The input's contribution.</param>
/// <param name="hidden">The hidden state's contribution.</param>
/// <param name="norm">The normalization; null for none.</param>
internal sealed class SimpleCell(Linear inputs, Linear hidden, LayerNormalization? norm) : RecurrentCell(inputs, hidden)
{
    /// <inheritdoc/>
    public override CellStep CreateStep(Products products) => new SimpleStep(products, Hidden, norm);

    private sealed class SimpleStep(Products products, Linear hidden, LayerNormalization? norm) : CellStep(products, hidden)
    {
        protected override bool AddsAtOnce => true;

        protected override void Finish(int row)
        {
            norm?.Apply(Gates.Span(row));
            TensorPrimitives.Tanh<float>(Gates.Span(row), HiddenStates.Span(row));
        }
    }
}
