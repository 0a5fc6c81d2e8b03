using Nmt.Runs.Config;
using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;

namespace Nmt.Model.Recurrent;

/// <summary>
/// A bidirectional LSTM. Sentences are packed, so that the backward direction starts at the true end of each sentence
/// and padding never enters a state.
/// </summary>
public sealed class BiLstmEncoder : nn.Module<Tensor, SourceTensors, EncoderOutput>, IEncoder
{
    [ComponentName(Name = "lstm")]
    private readonly LSTM _lstm;

    [ComponentName(Name = "dropout")]
    private readonly Dropout _dropout;

    private readonly int _layers;
    private readonly long _hiddenSize;
    private readonly double _recurrentDropout;

    /// <summary>Creates an encoder with unset weights.</summary>
    public BiLstmEncoder(ModelConfig model, Device device)
        : base(nameof(BiLstmEncoder))
    {
        var config = model.Encoder;
        (_hiddenSize, _layers, _recurrentDropout) = (config.HiddenSize, config.Layers, model.RecurrentDropout);
        double betweenLayers = config.Layers > 1 ? model.Dropout : 0;
        _dropout = nn.Dropout(model.Dropout);
        _lstm = nn.LSTM(model.EmbeddingSize, config.HiddenSize, config.Layers, batchFirst: true, dropout: betweenLayers,
            bidirectional: true, device: device);
        RegisterComponents();
    }

    /// <inheritdoc/>
    public long OutputSize => 2 * _hiddenSize;

    /// <inheritdoc/>
    public EncoderOutput Encode(Tensor embedded, SourceTensors source, bool keepsMaps = false) => call(embedded, source);

    /// <inheritdoc/>
    public override EncoderOutput forward(Tensor embedded, SourceTensors source)
    {
        if (training && _recurrentDropout > 0)
        {
            return ScanWithDropout(embedded, source);
        }

        using var packed = nn.utils.rnn.pack_padded_sequence(embedded, source.Lengths, batch_first: true, enforce_sorted: false);
        var (packedStates, hidden, cell) = _lstm.call(packed);
        using (packedStates)
        {
            var (states, lengths) = nn.utils.rnn.pad_packed_sequence(
                packedStates, batch_first: true, total_length: embedded.shape[1]);
            lengths.Dispose();
            return new EncoderOutput(states, source.Padding) { Final = new FinalState(TopLayer(hidden), TopLayer(cell)) };
        }
    }

    /// <summary>Encodes step by step, because the library's LSTM has no dropout between steps.</summary>
    private EncoderOutput ScanWithDropout(Tensor embedded, SourceTensors source)
    {
        using var scope = NewDisposeScope();
        var weights = _lstm.named_parameters().ToDictionary(entry => entry.name, entry => entry.parameter);
        var layers = Enumerable.Range(0, _layers).Select(layer =>
            ((ILstmCell)new LstmWeights(weights, $"l{layer}"), (ILstmCell)new LstmWeights(weights, $"l{layer}_reverse")));
        var encoded = new BidirectionalScan([.. layers], _dropout, _recurrentDropout).Run(embedded, source);
        foreach (var tensor in (Tensor[])[encoded.States, encoded.Final!.Hidden, encoded.Final.Cell])
        {
            tensor.MoveToOuterDisposeScope();
        }

        return encoded;
    }

    /// <summary>Concatenates the top layer's two directions: <c>[layers*2, batch, hidden]</c> to <c>[batch, 2*hidden]</c>.</summary>
    private static Tensor TopLayer(Tensor state)
    {
        long rows = state.shape[0];
        using var forward = state.select(0, rows - 2);
        using var backward = state.select(0, rows - 1);
        using (state)
        {
            return cat([forward, backward], 1);
        }
    }
}
