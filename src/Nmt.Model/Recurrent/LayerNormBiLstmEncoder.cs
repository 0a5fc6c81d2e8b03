using Nmt.Runs.Config;
using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;

namespace Nmt.Model.Recurrent;

/// <summary>A bidirectional LSTM whose cells normalize their gates and states (see <see cref="LayerNormLstmCell"/>).</summary>
public sealed class LayerNormBiLstmEncoder : nn.Module<Tensor, SourceTensors, EncoderOutput>, IEncoder
{
    [ComponentName(Name = "forward_cells")]
    private readonly ModuleList<LayerNormLstmCell> _forward = nn.ModuleList<LayerNormLstmCell>();

    [ComponentName(Name = "backward_cells")]
    private readonly ModuleList<LayerNormLstmCell> _backward = nn.ModuleList<LayerNormLstmCell>();

    [ComponentName(Name = "dropout")]
    private readonly Dropout _dropout;

    private readonly double _recurrentDropout;

    /// <summary>Creates an encoder with unset matrices.</summary>
    public LayerNormBiLstmEncoder(ModelConfig model, Device device)
        : base(nameof(LayerNormBiLstmEncoder))
    {
        var config = model.Encoder;
        _recurrentDropout = model.RecurrentDropout;
        OutputSize = 2 * config.HiddenSize;
        for (int layer = 0; layer < config.Layers; layer++)
        {
            long below = layer > 0 ? OutputSize : model.EmbeddingSize;
            _forward.Add(new LayerNormLstmCell(below, config.HiddenSize, device));
            _backward.Add(new LayerNormLstmCell(below, config.HiddenSize, device));
        }

        _dropout = nn.Dropout(model.Dropout);
        RegisterComponents();
    }

    /// <inheritdoc/>
    public long OutputSize { get; }

    /// <inheritdoc/>
    public EncoderOutput Encode(Tensor embedded, SourceTensors source, bool keepsMaps = false) => call(embedded, source);

    /// <inheritdoc/>
    public override EncoderOutput forward(Tensor embedded, SourceTensors source)
    {
        var layers = _forward.Zip(_backward, (forward, backward) => ((ILstmCell)forward, (ILstmCell)backward));
        return new BidirectionalScan([.. layers], _dropout, training ? _recurrentDropout : 0).Run(embedded, source);
    }
}
