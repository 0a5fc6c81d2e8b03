using System.Numerics.Tensors;
using Nmt.Cpu.Kernels;
using Nmt.Cpu.Weights;

namespace Nmt.Cpu.Recurrent;

/// <summary>
/// An LSTM with the gates i f g o: <c>c = σ(f) c + σ(i) tanh(g)</c>, <c>h = σ(o) tanh(c)</c> (Gers et al. 2000), with layer normalization
/// of the contributions and of c as in Ba et al. (2016, eq. 20 to 22).
/// </summary>
/// <param name="inputs">The input's contribution to the gates.</param>
/// <param name="hidden">The hidden state's contribution.</param>
/// <param name="norms">The normalizations; null for none.</param>
internal sealed class LstmCell(Linear inputs, Linear hidden, LstmNorms? norms) : RecurrentCell(inputs, hidden)
{
    /// <inheritdoc/>
    public override CellStep CreateStep(Products products) => new LstmStep(products, Hidden, norms);

    /// <inheritdoc/>
    protected override void NormalizeInputs(Span<float> gates) => norms?.Input.Apply(gates);

    private sealed class LstmStep(Products products, Linear hidden, LstmNorms? norms) : CellStep(products, hidden)
    {
        protected override bool AddsAtOnce => norms is null;

        protected override void Finish(int row)
        {
            var gates = Gates.Span(row);
            if (norms is not null)
            {
                norms.Hidden.Apply(FromHidden.Span(row));
                TensorPrimitives.Add(gates, FromHidden.Span(row), gates);
            }

            var state = HiddenStates.Span(row);
            var cell = CellStates.Span(row);
            int size = state.Length;
            var candidate = gates[(2 * size)..(3 * size)];
            var output = gates[(3 * size)..];
            TensorPrimitives.Sigmoid<float>(gates[..(2 * size)], gates[..(2 * size)]);
            TensorPrimitives.Tanh<float>(candidate, candidate);
            TensorPrimitives.Sigmoid<float>(output, output);
            TensorPrimitives.Multiply<float>(gates[..size], candidate, candidate);
            TensorPrimitives.MultiplyAdd<float>(gates[size..(2 * size)], cell, candidate, cell);
            if (norms is null)
            {
                TensorPrimitives.Tanh<float>(cell, state);
            }
            else
            {
                cell.CopyTo(state);
                norms.Cell.Apply(state);
                TensorPrimitives.Tanh<float>(state, state);
            }

            TensorPrimitives.Multiply<float>(state, output, state);
        }
    }
}

/// <summary>The layer normalizations of an LSTM.</summary>
/// <param name="Input">Of the input's contribution to all gates.</param>
/// <param name="Hidden">Of the hidden state's contribution.</param>
/// <param name="Cell">Of the cell state before it becomes the output.</param>
internal sealed record LstmNorms(LayerNormalization Input, LayerNormalization Hidden, LayerNormalization Cell);
