using System.Numerics.Tensors;
using Nmt.Cpu.Kernels;
using Nmt.Cpu.Weights;
using Nmt.Runs.Config;

namespace Nmt.Cpu.Recurrent;

/// <summary>Maps the encoder's states to the initial states of the decoder's layers (see <see cref="BridgeKind"/>).</summary>
internal sealed class Bridge
{
    private readonly BridgeKind _kind;
    private readonly int _size;
    private readonly Linear[] _hidden = [];
    private readonly Linear[] _cell = [];

    /// <summary>Reads the weights.</summary>
    public Bridge(IWeightSource weights, ModelConfig model)
    {
        (_kind, _size) = (model.Decoder.Bridge, model.Decoder.HiddenSize);
        if (_kind is BridgeKind.Linear or BridgeKind.Mean)
        {
            Linear[] Read(string part) => [.. Enumerable.Range(0, model.Decoder.Layers).Select(layer =>
                Linear.Read(weights, $"decoder.bridge.{part}.{layer}", _size, model.Encoder.StateSize, hasBias: true))];
            _hidden = Read("hidden");
            _cell = model.Cell == CellKind.Lstm ? Read("cell") : [];
        }
    }

    /// <summary>Computes the initial states of a layer.</summary>
    /// <param name="encoded">The encoded sentences.</param>
    /// <param name="layer">The layer, from 0.</param>
    /// <param name="products">Computes products.</param>
    /// <returns>Hidden state and, in an LSTM, cell state, each <c>[sentences, hidden]</c>.</returns>
    public (RowBuffer Hidden, RowBuffer Cell) Start(EncodedSource encoded, int layer, Products products)
    {
        var mean = _kind == BridgeKind.Mean ? Mean(encoded) : null;
        return (
            Map(mean ?? encoded.FinalHidden!, _hidden.Length > 0 ? _hidden[layer] : null, products),
            Map(mean ?? encoded.FinalCell!, _cell.Length > 0 ? _cell[layer] : null, products));
    }

    private RowBuffer Map(RowBuffer encoded, Linear? layer, Products products)
    {
        var mapped = new RowBuffer(_size);
        if (layer is null && _kind != BridgeKind.Copy)
        {
            // Also the cell state of a cell that has none.
            mapped.ResizeToZeros(encoded.Rows);
            return mapped;
        }

        var view = mapped.Resize(encoded.Rows);
        for (int row = 0; layer is null && row < encoded.Rows; row++)
        {
            encoded.Row(row).CopyTo(mapped.Row(row));
        }

        if (layer is not null)
        {
            products.Apply(layer, encoded.View, view);
            for (int row = 0; row < encoded.Rows; row++)
            {
                TensorPrimitives.Tanh<float>(mapped.Row(row), mapped.Row(row));
            }
        }

        return mapped;
    }

    private static RowBuffer Mean(EncodedSource encoded)
    {
        var mean = new RowBuffer(encoded.States.Width);
        mean.ResizeToZeros(encoded.Layout.Lengths.Length);
        for (int sentence = 0; sentence < mean.Rows; sentence++)
        {
            var sum = mean.Row(sentence);
            int length = encoded.Layout.Lengths[sentence];
            for (int t = 0; t < length; t++)
            {
                TensorPrimitives.Add<float>(sum, encoded.States.Row(encoded.Layout.Starts[sentence] + t), sum);
            }

            TensorPrimitives.Divide<float>(sum, length, sum);
        }

        return mean;
    }
}
