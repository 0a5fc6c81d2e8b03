using Nmt.Model.Recurrent.Cells;
using Nmt.Runs.Config;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Nmt.Model.Recurrent;

/// <summary>
/// An encoder's stacked layers as the library's LSTM, GRU or RNN: one module of all layers or, with residual connections, which the
/// library's stacks do not have, one module per layer. Sentences are packed, so that the backward direction starts at the true end of
/// each sentence and padding never enters a state.
/// </summary>
internal sealed class LibraryStack
{
    private readonly CellKind _cell;
    private readonly EncoderConfig _config;
    private readonly nn.Module[] _stacks;

    /// <summary>Creates layers with unset weights.</summary>
    public LibraryStack(ModelConfig model, Device device)
    {
        (_cell, _config) = (model.Cell, model.Encoder);
        bool isSplit = model.Residual && _config.Layers > 1;
        _stacks = isSplit
            ? [.. Enumerable.Range(0, _config.Layers).Select(layer => Create(model, layer > 0 ? _config.StateSize : model.EmbeddingSize, 1, device))]
            : [Create(model, model.EmbeddingSize, _config.Layers, device)];
        Module = isSplit ? nn.ModuleList(_stacks) : _stacks[0];
    }

    /// <summary>The name under which the encoder registers <see cref="Module"/>.</summary>
    public string Name => _cell switch
    {
        CellKind.Lstm => "lstm",
        CellKind.Gru => "gru",
        CellKind.RnnTanh => "rnn",
        _ => throw new InvalidOperationException($"unknown cell {_cell}"),
    };

    /// <summary>Owns the weights.</summary>
    public nn.Module Module { get; }

    /// <summary>The cells of each layer and direction, for steps that the library's modules do not have.</summary>
    public IReadOnlyList<IReadOnlyList<IRecurrentCell>> Layers() =>
    [
        .. Enumerable.Range(0, _config.Layers).Select(layer =>
        {
            var (module, number) = _stacks.Length > 1 ? (_stacks[layer], 0) : (_stacks[0], layer);
            string[] suffixes = _config.Type == EncoderKind.Bidirectional ? ["", "_reverse"] : [""];
            return (IReadOnlyList<IRecurrentCell>)[.. suffixes.Select(suffix => new LibraryCell(_cell, module, $"_l{number}{suffix}"))];
        }),
    ];

    /// <summary>Encodes a batch. All tensors belong to the current dispose scope.</summary>
    /// <param name="embedded">Embedded subwords, <c>[batch, srcLen, embed]</c>.</param>
    /// <param name="source">The batch.</param>
    /// <param name="betweenLayers">Dropout between layers that are separate modules.</param>
    public EncoderOutput Run(Tensor embedded, SourceTensors source, Dropout betweenLayers)
    {
        var (states, hidden, cell) = Run(_stacks[0], embedded, source);
        foreach (var stack in _stacks.Skip(1))
        {
            (var output, hidden, cell) = Run(stack, betweenLayers.call(states), source);
            states = states + output;
        }

        return new EncoderOutput(states, source.Padding) { Final = new FinalState(TopLayer(hidden), cell is null ? null : TopLayer(cell)) };
    }

    private static (Tensor States, Tensor Hidden, Tensor? Cell) Run(nn.Module stack, Tensor inputs, SourceTensors source)
    {
        using var packed = nn.utils.rnn.pack_padded_sequence(inputs, source.Lengths, batch_first: true, enforce_sorted: false);
        var (packedStates, hidden, cell) = Run(stack, packed);
        using (packedStates)
        {
            var (states, _) = nn.utils.rnn.pad_packed_sequence(packedStates, batch_first: true, total_length: inputs.shape[1]);
            return (states, hidden, cell);
        }
    }

    private static (nn.utils.rnn.PackedSequence States, Tensor Hidden, Tensor? Cell) Run(nn.Module stack, nn.utils.rnn.PackedSequence inputs)
    {
        switch (stack)
        {
            case LSTM lstm:
                return lstm.call(inputs);
            case GRU gru:
                var (gruStates, gruHidden) = gru.call(inputs);
                return (gruStates, gruHidden, null);
            case RNN rnn:
                var (rnnStates, rnnHidden) = rnn.call(inputs);
                return (rnnStates, rnnHidden, null);
            default:
                throw new InvalidOperationException($"unknown stack {stack.GetName()}");
        }
    }

    private static nn.Module Create(ModelConfig model, long inputSize, int layers, Device device)
    {
        var config = model.Encoder;
        bool isBidirectional = config.Type == EncoderKind.Bidirectional;
        double dropout = layers > 1 ? model.Dropout : 0;
        return model.Cell switch
        {
            CellKind.Lstm => nn.LSTM(
                inputSize, config.HiddenSize, layers, batchFirst: true, dropout: dropout, bidirectional: isBidirectional, device: device),
            CellKind.Gru => nn.GRU(
                inputSize, config.HiddenSize, layers, batchFirst: true, dropout: dropout, bidirectional: isBidirectional, device: device),
            CellKind.RnnTanh => nn.RNN(
                inputSize, config.HiddenSize, layers, batchFirst: true, dropout: dropout, bidirectional: isBidirectional, device: device),
            var other => throw new InvalidOperationException($"unknown cell {other}"),
        };
    }

    /// <summary>The top layer's directions, concatenated: <c>[layers*directions, batch, hidden]</c> to <c>[batch, directions*hidden]</c>.</summary>
    private Tensor TopLayer(Tensor state)
    {
        long rows = state.shape[0];
        var top = state.select(0, rows - 1);
        return _config.Type == EncoderKind.Bidirectional ? cat([state.select(0, rows - 2), top], 1) : top;
    }
}
