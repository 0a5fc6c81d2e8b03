using Nmt.Runs.Config;
using static TorchSharp.torch;

namespace Nmt.Model.Recurrent.Cells;

/// <summary>Creates single cells: the only place that knows all kinds.</summary>
internal static class RecurrentCells
{
    /// <summary>Creates the cell that a config describes, with unset weights.</summary>
    /// <param name="model">The kind of cell, and whether it normalizes.</param>
    /// <param name="inputSize">Width of the inputs.</param>
    /// <param name="hiddenSize">Number of units.</param>
    /// <param name="device">Where the weights are.</param>
    /// <returns>The module that owns the weights, and the cell that computes with them.</returns>
    public static (nn.Module Module, IRecurrentCell Cell) Create(ModelConfig model, long inputSize, long hiddenSize, Device device)
    {
        nn.Module module = (model.Cell, model.LayerNorm) switch
        {
            (CellKind.Lstm, false) => nn.LSTMCell(inputSize, hiddenSize, device: device),
            (CellKind.Lstm, true) => new LayerNormLstmCell(inputSize, hiddenSize, device),
            (CellKind.Gru, false) => nn.GRUCell(inputSize, hiddenSize, device: device),
            (CellKind.Gru, true) => new LayerNormGruCell(inputSize, hiddenSize, device),
            (CellKind.RnnTanh, false) => nn.RNNCell(inputSize, hiddenSize, device: device),
            (CellKind.RnnTanh, true) => new LayerNormRnnCell(inputSize, hiddenSize, device),
            var other => throw new InvalidOperationException($"unknown cell {other}"),
        };
        return (module, module as IRecurrentCell ?? new LibraryCell(model.Cell, module));
    }
}
