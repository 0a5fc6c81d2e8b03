using System.Numerics.Tensors;
using Nmt.Cpu.Kernels;
using Nmt.Cpu.Weights;

namespace Nmt.Cpu.Recurrent;

/// <summary>
/// A GRU with the gates r z n: <c>n = tanh(n_x + σ(r) n_h)</c>, <c>h = n + σ(z) (h - n)</c> (Cho et al. 2014, with the reset gate applied after
/// the product, as in cuDNN), with layer normalization as in Ba et al. (2016, eq. 23 to 25).
/// </summary>
/// <param name="inputs">The input's contribution to the gates.</param>
/// <param name="hidden">The hidden state's contribution.</param>
/// <param name="norms">The normalizations; null for none.</param>
internal sealed class GruCell(Linear inputs, Linear hidden, GruNorms? norms) : RecurrentCell(inputs, hidden)
{
    /// <inheritdoc/>
    public override CellStep CreateStep(Products products) => new GruStep(products, Hidden, norms);

    /// <inheritdoc/>
    protected override void NormalizeInputs(Span<float> gates)
    {
        norms?.Input.Apply(gates[..(2 * HiddenSize)]);
        norms?.CandidateInput.Apply(gates[(2 * HiddenSize)..]);
    }

    private sealed class GruStep(Products products, Linear hidden, GruNorms? norms) : CellStep(products, hidden)
    {
        protected override bool AddsAtOnce => false;

        protected override void Finish(int row)
        {
            var gates = Gates.Span(row);
            var fromHidden = FromHidden.Span(row);
            var state = HiddenStates.Span(row);
            int size = state.Length;
            norms?.Hidden.Apply(fromHidden[..(2 * size)]);
            norms?.CandidateHidden.Apply(fromHidden[(2 * size)..]);
            var both = gates[..(2 * size)];
            TensorPrimitives.Add<float>(both, fromHidden[..(2 * size)], both);
            TensorPrimitives.Sigmoid<float>(both, both);
            var candidate = gates[(2 * size)..];
            TensorPrimitives.MultiplyAdd<float>(gates[..size], fromHidden[(2 * size)..], candidate, candidate);
            TensorPrimitives.Tanh<float>(candidate, candidate);
            TensorPrimitives.Subtract<float>(state, candidate, state);
            TensorPrimitives.MultiplyAdd<float>(gates[size..(2 * size)], state, candidate, state);
        }
    }
}

/// <summary>The layer normalizations of a GRU.</summary>
/// <param name="Input">Of the input's contribution to r and z.</param>
/// <param name="Hidden">Of the hidden state's contribution to r and z.</param>
/// <param name="CandidateInput">Of the input's contribution to n.</param>
/// <param name="CandidateHidden">Of the hidden state's contribution to n.</param>
internal sealed record GruNorms(
    LayerNormalization Input, LayerNormalization Hidden, LayerNormalization CandidateInput, LayerNormalization CandidateHidden);
