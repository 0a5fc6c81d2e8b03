using System.Numerics.Tensors;
using Nmt.Cpu.Kernels;
using Nmt.Cpu.Weights;
using Nmt.Runs.Config;

namespace Nmt.Cpu.Recurrent;

/// <summary>Stacked recurrent layers that read the source forwards, or in both directions.</summary>
internal sealed class Encoder
{
    private readonly ModelConfig _model;

    // A list per layer, a cell per direction.
    private readonly List<RecurrentCell[]> _layers = [];

    /// <summary>Reads the weights.</summary>
    public Encoder(IWeightSource weights, ModelConfig model)
    {
        _model = model;
        var config = model.Encoder;
        int directions = config.StateSize / config.HiddenSize;
        for (int layer = 0; layer < config.Layers; layer++)
        {
            int inputSize = layer > 0 ? config.StateSize : model.EmbeddingSize;
            _layers.Add([.. Enumerable.Range(0, directions).Select(direction =>
            {
                var (prefix, suffix) = Name(layer, direction);
                return RecurrentCell.Read(weights, model, prefix, suffix, inputSize, config.HiddenSize);
            })]);
        }
    }

    /// <summary>Encodes sentences.</summary>
    /// <param name="sentences">Ids of each sentence.</param>
    /// <param name="embed">Copies an embedding.</param>
    /// <param name="products">Computes products.</param>
    public EncodedSource Encode(IReadOnlyList<int[]> sentences, WeightMatrix embed, Products products)
    {
        var layout = new SentenceLayout(sentences);
        int[] read = ReadingOrder(layout);
        var states = new RowBuffer(_model.EmbeddingSize);
        states.Resize(layout.Subwords);
        for (int i = 0; i < sentences.Count; i++)
        {
            for (int t = 0; t < sentences[i].Length; t++)
            {
                embed.CopyRow(sentences[i][t], states.Row(read[layout.Starts[i] + t]));
            }
        }

        var scan = new Scan(layout, products);
        RowBuffer? finalHidden = null;
        RowBuffer? finalCell = null;
        for (int layer = 0; layer < _layers.Count; layer++)
        {
            var output = new RowBuffer(_model.Encoder.StateSize);
            output.Resize(layout.Subwords);
            (finalHidden, finalCell) = (new RowBuffer(_model.Encoder.StateSize), new RowBuffer(_model.Encoder.StateSize));
            finalHidden.Resize(sentences.Count);
            finalCell.Resize(sentences.Count);
            for (int direction = 0; direction < _layers[layer].Length; direction++)
            {
                int column = direction * _model.Encoder.HiddenSize;
                scan.Run(_layers[layer][direction], states, isReverse: direction > 0, new ScanOutput(output, finalHidden, finalCell, column));
            }

            if (_model.Residual && layer > 0)
            {
                AddTo(output, states);
            }

            states = output;
        }

        return new EncodedSource(Reorder(states, read), layout) { FinalHidden = finalHidden, FinalCell = finalCell };
    }

    private (string Prefix, string Suffix) Name(int layer, int direction)
    {
        if (_model.LayerNorm)
        {
            return ($"encoder.{(direction == 0 ? "forward_cells" : "backward_cells")}.{layer}.", "");
        }

        string stack = _model.Cell switch
        {
            CellKind.Lstm => "lstm",
            CellKind.Gru => "gru",
            CellKind.RnnTanh => "rnn",
            var other => throw new InvalidOperationException($"unknown cell {other}"),
        };
        bool isSplit = _model.Residual && _model.Encoder.Layers > 1;
        return (isSplit ? $"encoder.{stack}.{layer}." : $"encoder.{stack}.", $"_l{(isSplit ? 0 : layer)}{(direction > 0 ? "_reverse" : "")}");
    }

    /// <summary>For each subword, the row at which it is read: the words before the end of sentence backwards if the source is reversed.</summary>
    private int[] ReadingOrder(SentenceLayout layout)
    {
        int[] order = [.. Enumerable.Range(0, layout.Subwords)];
        for (int i = 0; _model.Encoder.ReverseSource && i < layout.Lengths.Length; i++)
        {
            Array.Reverse(order, layout.Starts[i], layout.Lengths[i] - 1);
        }

        return order;
    }

    private RowBuffer Reorder(RowBuffer states, int[] read)
    {
        if (!_model.Encoder.ReverseSource)
        {
            return states;
        }

        states.Select(read, new RowBuffer(states.Width));
        return states;
    }

    private static void AddTo(RowBuffer sum, RowBuffer addend)
    {
        for (int row = 0; row < sum.Rows; row++)
        {
            TensorPrimitives.Add<float>(sum.Row(row), addend.Row(row), sum.Row(row));
        }
    }
}

/// <summary>Where a direction of a layer writes.</summary>
/// <param name="States">The state of each subword.</param>
/// <param name="FinalHidden">The last hidden state of each sentence.</param>
/// <param name="FinalCell">The last cell state of each sentence.</param>
/// <param name="Column">The first column of the direction.</param>
internal sealed record ScanOutput(RowBuffer States, RowBuffer FinalHidden, RowBuffer FinalCell, int Column);

/// <summary>
/// Runs a cell over sentences, all at once: at each step over those that are not finished. Sentences are sorted by length, so that these
/// are the first rows.
/// </summary>
internal sealed class Scan
{
    private readonly SentenceLayout _layout;
    private readonly Products _products;
    private readonly int[] _sorted;
    private readonly int[] _active;

    /// <summary>Prepares for sentences.</summary>
    public Scan(SentenceLayout layout, Products products)
    {
        (_layout, _products) = (layout, products);
        _sorted = [.. Enumerable.Range(0, layout.Lengths.Length).OrderByDescending(sentence => layout.Lengths[sentence])];
        _active = [.. Enumerable.Range(0, layout.Longest).Select(step => layout.Lengths.Count(length => length > step))];
    }

    /// <summary>Runs a cell in one direction.</summary>
    /// <param name="cell">The cell.</param>
    /// <param name="inputs">The input of each subword.</param>
    /// <param name="isReverse">Whether sentences are read from the end.</param>
    /// <param name="output">Receives the results.</param>
    public void Run(RecurrentCell cell, RowBuffer inputs, bool isReverse, ScanOutput output)
    {
        int[] order = Order(isReverse);
        var ordered = new RowBuffer(inputs.Width);
        ordered.Resize(order.Length);
        for (int i = 0; i < order.Length; i++)
        {
            inputs.Row(order[i]).CopyTo(ordered.Row(i));
        }

        var gates = new RowBuffer(cell.GatesSize).Resize(order.Length);
        cell.Project(_products, ordered.View, gates);
        var (hidden, state) = (new RowBuffer(cell.HiddenSize), new RowBuffer(cell.HiddenSize));
        var (allHidden, allStates) = (hidden.ResizeToZeros(_sorted.Length), state.ResizeToZeros(_sorted.Length));
        var step = cell.CreateStep(_products);
        int first = 0;
        foreach (int active in _active)
        {
            step.Step(gates.Slice(first, active), allHidden.Slice(0, active), allStates.Slice(0, active));
            for (int i = 0; i < active; i++)
            {
                hidden.Row(i).CopyTo(output.States.Row(order[first + i])[output.Column..]);
            }

            first += active;
        }

        for (int i = 0; i < _sorted.Length; i++)
        {
            hidden.Row(i).CopyTo(output.FinalHidden.Row(_sorted[i])[output.Column..]);
            state.Row(i).CopyTo(output.FinalCell.Row(_sorted[i])[output.Column..]);
        }
    }

    /// <summary>The subwords in the order in which they are read: step by step, in each step the longest sentence first.</summary>
    private int[] Order(bool isReverse)
    {
        int[] order = new int[_layout.Subwords];
        int next = 0;
        for (int step = 0; step < _active.Length; step++)
        {
            for (int i = 0; i < _active[step]; i++)
            {
                int sentence = _sorted[i];
                order[next++] = _layout.Starts[sentence] + (isReverse ? _layout.Lengths[sentence] - 1 - step : step);
            }
        }

        return order;
    }
}
