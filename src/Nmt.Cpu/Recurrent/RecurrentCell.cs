using Nmt.Cpu.Kernels;
using Nmt.Cpu.Weights;
using Nmt.Runs.Config;

namespace Nmt.Cpu.Recurrent;

/// <summary>A recurrent cell: its weights, and one step of it.</summary>
/// <param name="inputs">The input's contribution to the gates, with the biases of both contributions where they only add up.</param>
/// <param name="hidden">The hidden state's contribution.</param>
internal abstract class RecurrentCell(Linear inputs, Linear hidden)
{
    /// <summary>Number of units.</summary>
    public int HiddenSize { get; } = hidden.Weight.Inputs;

    /// <summary>Width of the gates: of all of them together.</summary>
    public int GatesSize { get; } = hidden.Weight.Outputs;

    /// <summary>The hidden state's contribution to the gates.</summary>
    protected Linear Hidden { get; } = hidden;

    /// <summary>Reads a cell that PyTorch's names describe, or a normalized one.</summary>
    /// <param name="weights">The weights.</param>
    /// <param name="model">The kind of cell.</param>
    /// <param name="prefix">What comes before the names of its weights, such as <c>decoder.cells.0.</c></param>
    /// <param name="suffix">What comes after them, such as <c>_l0_reverse</c>.</param>
    /// <param name="inputSize">Width of its inputs.</param>
    /// <param name="hiddenSize">Number of units.</param>
    public static RecurrentCell Read(IWeightSource weights, ModelConfig model, string prefix, string suffix, int inputSize, int hiddenSize)
    {
        var reader = new CellReader(weights, prefix, suffix, inputSize, hiddenSize);
        return (model.Cell, model.LayerNorm) switch
        {
            (CellKind.Lstm, false) => new LstmCell(reader.Inputs(4, addsBiases: true), reader.Hidden(4), null),
            (CellKind.Lstm, true) => new LstmCell(reader.Inputs(4), reader.Hidden(4), new LstmNorms(
                reader.Norm("input_norm", 4), reader.Norm("hidden_norm", 4), reader.Norm("cell_norm", 1))),
            (CellKind.Gru, false) => new GruCell(reader.Inputs(3, hasBias: true), reader.Hidden(3, hasBias: true), null),
            (CellKind.Gru, true) => new GruCell(reader.Inputs(3), reader.Hidden(3), new GruNorms(
                reader.Norm("input_norm", 2), reader.Norm("hidden_norm", 2), reader.Norm("candidate_input_norm", 1), reader.Norm("candidate_hidden_norm", 1))),
            (CellKind.RnnTanh, false) => new SimpleCell(reader.Inputs(1, addsBiases: true), reader.Hidden(1), null),
            (CellKind.RnnTanh, true) => new SimpleCell(reader.Inputs(1), reader.Hidden(1), reader.Norm("norm", 1)),
            var other => throw new InvalidOperationException($"unknown cell {other}"),
        };
    }

    /// <summary>Computes the input's contribution to the gates of many steps.</summary>
    /// <param name="products">Computes products.</param>
    /// <param name="values">Inputs, <c>[rows, inputs]</c>.</param>
    /// <param name="projected">Receives the contribution, <c>[rows, gates]</c>.</param>
    public void Project(Products products, ConstantView values, View projected)
    {
        products.Apply(inputs, values, projected);
        for (int row = 0; row < projected.Rows; row++)
        {
            NormalizeInputs(projected.Span(row));
        }
    }

    /// <summary>Creates what a sequence of steps needs besides its state.</summary>
    public abstract CellStep CreateStep(Products products);

    /// <summary>Normalizes the input's contribution to the gates, in normalized cells.</summary>
    protected virtual void NormalizeInputs(Span<float> gates)
    {
    }
}

/// <summary>One step of a cell for many rows. Not for several threads at once.</summary>
/// <param name="products">Computes products.</param>
/// <param name="hidden">The hidden state's contribution to the gates.</param>
internal abstract class CellStep(Products products, Linear hidden) : ISharedWork
{
    /// <summary>Rows and units below which sharing the work costs more than it saves.</summary>
    private const int Smallest = 8_000;

    private readonly RowBuffer _fromHidden = new(hidden.Weight.Outputs);

    /// <summary>The gates: at first what the input contributes.</summary>
    protected View Gates { get; private set; }

    /// <summary>What the hidden state contributes to the gates; unused if it has been added to them.</summary>
    protected View FromHidden { get; private set; }

    /// <summary>The hidden states, replaced by the next ones.</summary>
    protected View HiddenStates { get; private set; }

    /// <summary>The cell states of an LSTM, replaced by the next ones.</summary>
    protected View CellStates { get; private set; }

    /// <summary>Whether the contribution of the hidden state is added to that of the input at once.</summary>
    protected abstract bool AddsAtOnce { get; }

    /// <summary>Computes a step.</summary>
    /// <param name="projected">The input's contribution to the gates, <c>[rows, gates]</c>; overwritten.</param>
    /// <param name="hiddenStates">Hidden states, <c>[rows, hidden]</c>; replaced by the next ones.</param>
    /// <param name="cellStates">Cell states of an LSTM, <c>[rows, hidden]</c>; replaced by the next ones.</param>
    public void Step(View projected, View hiddenStates, View cellStates)
    {
        (Gates, HiddenStates, CellStates) = (projected, hiddenStates, cellStates);
        FromHidden = AddsAtOnce ? projected : _fromHidden.Resize(projected.Rows);
        products.Apply(hidden, hiddenStates, FromHidden, accumulates: AddsAtOnce);
        if ((long)projected.Rows * hiddenStates.Width < Smallest)
        {
            Do(0, 1);
        }
        else
        {
            products.Workers.Do(this);
        }
    }

    /// <inheritdoc/>
    public void Do(int part, int parts)
    {
        int end = (int)((long)Gates.Rows * (part + 1) / parts);
        for (int row = (int)((long)Gates.Rows * part / parts); row < end; row++)
        {
            Finish(row);
        }
    }

    /// <summary>Computes the next state of a row from its gates.</summary>
    protected abstract void Finish(int row);
}

/// <summary>Reads the weights of a cell.</summary>
/// <param name="weights">The weights.</param>
/// <param name="prefix">What comes before their names.</param>
/// <param name="suffix">What comes after them.</param>
/// <param name="inputSize">Width of the inputs.</param>
/// <param name="hiddenSize">Number of units.</param>
internal sealed class CellReader(IWeightSource weights, string prefix, string suffix, int inputSize, int hiddenSize)
{
    public Linear Inputs(int gates, bool hasBias = false, bool addsBiases = false) =>
        new(weights.Matrix(Name("weight_ih"), gates * hiddenSize, inputSize), addsBiases ? SumOfBiases(gates) : hasBias ? Vector("bias_ih", gates) : null);

    public Linear Hidden(int gates, bool hasBias = false) =>
        new(weights.Matrix(Name("weight_hh"), gates * hiddenSize, hiddenSize), hasBias ? Vector("bias_hh", gates) : null);

    public LayerNormalization Norm(string name, int gates) =>
        new(weights.Vector($"{prefix}{name}.weight", gates * hiddenSize), weights.Vector($"{prefix}{name}.bias", gates * hiddenSize));

    private float[] SumOfBiases(int gates)
    {
        float[] sum = Vector("bias_ih", gates);
        System.Numerics.Tensors.TensorPrimitives.Add(sum, Vector("bias_hh", gates), sum);
        return sum;
    }

    private float[] Vector(string name, int gates) => weights.Vector(Name(name), gates * hiddenSize);

    private string Name(string name) => prefix + name + suffix;
}
