using System.Numerics.Tensors;
using Nmt.Cpu.Attention;
using Nmt.Cpu.Kernels;
using Nmt.Cpu.Weights;
using Nmt.Runs.Config;
using Nmt.Search;

namespace Nmt.Cpu.Recurrent;

/// <summary>
/// The decoder of a search: attention after the cell (Luong et al. 2015) or before it (Bahdanau et al. 2015), as in the model that was trained.
/// </summary>
internal sealed class DecoderState : IModelState
{
    private readonly RecurrentModel _model;
    private readonly Products _products;
    private readonly AttentionStep? _attention;
    private readonly CellStep[] _steps;
    private readonly (RowBuffer Hidden, RowBuffer Cell)[] _layers;
    private readonly RowBuffer[] _gates;
    private readonly RowBuffer _attentional;
    private readonly RowBuffer _input;
    private readonly RowBuffer _combined;
    private readonly RowBuffer _contexts;
    private readonly RowBuffer _below;
    private readonly RowBuffer _weights;
    private readonly RowBuffer? _coverage;
    private readonly Dictionary<int, RowBuffer> _spares = [];
    private int[] _sentences;
    private int _position;

    /// <summary>Starts a search.</summary>
    /// <param name="model">The weights.</param>
    /// <param name="encoded">The encoded sentences.</param>
    /// <param name="layers">The initial states of each layer.</param>
    /// <param name="products">Computes products.</param>
    public DecoderState(
        RecurrentModel model, EncodedSource encoded, IReadOnlyList<(RowBuffer Hidden, RowBuffer Cell)> layers, Products products)
    {
        (_model, _products) = (model, products);
        _sentences = [.. Enumerable.Range(0, encoded.Layout.Lengths.Length)];
        _layers = [.. layers];
        _steps = [.. model.Cells.Select(cell => cell.CreateStep(products))];
        _gates = [.. model.Cells.Select(cell => new RowBuffer(cell.GatesSize))];
        _attention = model.Attention?.Start(encoded, products);
        int hidden = model.Config.Decoder.HiddenSize;
        int context = _attention?.ContextSize ?? 0;
        bool attendsFirst = model.Config.Decoder.AttentionOrder == AttentionOrder.Before;
        _input = new RowBuffer(model.Config.EmbeddingSize + (attendsFirst ? context : model.Config.Decoder.UsesInputFeeding ? hidden : 0));
        _combined = new RowBuffer(model.Combine.Weight.Inputs);
        (_contexts, _below) = (new RowBuffer(context), new RowBuffer(hidden));
        _weights = new RowBuffer(encoded.Layout.Longest);
        _attentional = new RowBuffer(hidden);
        _attentional.ResizeToZeros(_sentences.Length);
        if (model.Attention?.Coverage is not null)
        {
            _coverage = new RowBuffer(encoded.Layout.Longest);
            _coverage.ResizeToZeros(_sentences.Length);
        }
    }

    /// <summary>Keeps the weights of every head; null keeps none.</summary>
    public WeightLog? Log { get; init; }

    /// <inheritdoc/>
    public ConstantView? Attention => _attention is null ? null : _weights.View;

    /// <inheritdoc/>
    public View Step(int[] lastTokens)
    {
        ArgumentNullException.ThrowIfNull(lastTokens);
        int rows = lastTokens.Length;
        _input.Resize(rows);
        int embedding = _model.Config.EmbeddingSize;
        for (int row = 0; row < rows; row++)
        {
            _model.Embeddings.Target.CopyRow(lastTokens[row], _input.Row(row)[..embedding]);
        }

        bool attendsFirst = _model.Config.Decoder.AttentionOrder == AttentionOrder.Before;
        if (attendsFirst)
        {
            Attend(_layers[^1].Hidden, rows);
        }

        for (int row = 0; _input.Width > embedding && row < rows; row++)
        {
            (attendsFirst ? _contexts : _attentional).Row(row).CopyTo(_input.Row(row)[embedding..]);
        }

        var top = StepCells(rows);
        if (!attendsFirst && _attention is not null)
        {
            Attend(top, rows);
        }

        Combine(top, rows, attendsFirst);
        _position++;
        return _attentional.View;
    }

    /// <inheritdoc/>
    public void Select(int[] rows, int[] groups)
    {
        ArgumentNullException.ThrowIfNull(rows);
        foreach (var (hidden, cell) in _layers)
        {
            Select(hidden, rows);
            Select(cell, rows);
        }

        Select(_attentional, rows);
        if (_coverage is not null)
        {
            Select(_coverage, rows);
        }

        _sentences = Array.ConvertAll(groups, group => _sentences[group]);
    }

    private void Attend(RowBuffer queries, int rows) => _attention!.Attend(new AttentionRequest(
        queries.View, _sentences, _position, _contexts.Resize(rows), _weights.Resize(rows), _coverage)
    {
        Log = Log is null ? null : new LoggedLayer(Log, AttentionSite.Cross, Layer: 1, _position),
    });

    /// <summary>Computes a step of all layers.</summary>
    /// <returns>The output of the top one.</returns>
    private RowBuffer StepCells(int rows)
    {
        var output = _input;
        for (int layer = 0; layer < _steps.Length; layer++)
        {
            var gates = _gates[layer].Resize(rows);
            _model.Cells[layer].Project(_products, output.View, gates);
            var (hidden, cell) = _layers[layer];
            _steps[layer].Step(gates, hidden.View, cell.View);
            output = layer > 0 && _model.Config.Residual ? AddResidual(output, hidden) : hidden;
        }

        return output;
    }

    private RowBuffer AddResidual(RowBuffer below, RowBuffer hidden)
    {
        // The state itself goes to the next step without what was below it. With several layers, below may be the buffer itself.
        _below.Resize(hidden.Rows);
        for (int row = 0; row < hidden.Rows; row++)
        {
            TensorPrimitives.Add<float>(below.Row(row), hidden.Row(row), _below.Row(row));
        }

        return _below;
    }

    /// <summary>The attentional state, <c>tanh(W [context; state])</c> or <c>tanh(W [state; embedding; context])</c>.</summary>
    private void Combine(RowBuffer top, int rows, bool attendsFirst)
    {
        _combined.Resize(rows);
        int embedding = _model.Config.EmbeddingSize;
        for (int row = 0; row < rows; row++)
        {
            var combined = _combined.Row(row);
            if (attendsFirst)
            {
                top.Row(row).CopyTo(combined);
                _input.Row(row)[..embedding].CopyTo(combined[top.Width..]);
                _contexts.Row(row).CopyTo(combined[(top.Width + embedding)..]);
            }
            else
            {
                if (_attention is not null)
                {
                    _contexts.Row(row).CopyTo(combined);
                }

                top.Row(row).CopyTo(combined[_contexts.Width..]);
            }
        }

        _products.Apply(_model.Combine, _combined.View, _attentional.Resize(rows));
        for (int row = 0; row < rows; row++)
        {
            TensorPrimitives.Tanh<float>(_attentional.Row(row), _attentional.Row(row));
        }
    }

    private void Select(RowBuffer buffer, int[] rows)
    {
        if (!_spares.TryGetValue(buffer.Width, out var spare))
        {
            _spares[buffer.Width] = spare = new RowBuffer(buffer.Width);
        }

        buffer.Select(rows, spare);
    }
}
