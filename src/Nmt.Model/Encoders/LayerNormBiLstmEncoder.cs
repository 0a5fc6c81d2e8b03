using Nmt.Model.Recurrent;
using Nmt.Runs.Config;
using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;

namespace Nmt.Model.Encoders;

/// <summary>A bidirectional LSTM whose cells normalize their gates and states (see <see cref="LayerNormLstmCell"/>).</summary>
public sealed class LayerNormBiLstmEncoder : nn.Module<Tensor, SourceTensors, EncoderOutput>, IEncoder
{
    [ComponentName(Name = "forward_cells")]
    private readonly ModuleList<LayerNormLstmCell> _forward = nn.ModuleList<LayerNormLstmCell>();

    [ComponentName(Name = "backward_cells")]
    private readonly ModuleList<LayerNormLstmCell> _backward = nn.ModuleList<LayerNormLstmCell>();

    [ComponentName(Name = "dropout")]
    private readonly Dropout _dropout;

    private readonly LstmOptions _options;

    /// <summary>Makes an encoder with unset matrices (see <see cref="WeightInitializer"/>).</summary>
    public LayerNormBiLstmEncoder(EncoderConfig config, long embeddingSize, LstmOptions options, Device device)
        : base(nameof(LayerNormBiLstmEncoder))
    {
        _options = options;
        OutputSize = 2 * config.HiddenSize;
        for (int layer = 0; layer < config.Layers; layer++)
        {
            long below = layer > 0 ? OutputSize : embeddingSize;
            _forward.Add(new LayerNormLstmCell(below, config.HiddenSize, device));
            _backward.Add(new LayerNormLstmCell(below, config.HiddenSize, device));
        }

        _dropout = nn.Dropout(options.Dropout);
        RegisterComponents();
    }

    /// <inheritdoc/>
    public long OutputSize { get; }

    /// <inheritdoc/>
    public EncoderOutput Encode(Tensor embedded, SourceTensors source) => call(embedded, source);

    /// <inheritdoc/>
    public override EncoderOutput forward(Tensor embedded, SourceTensors source)
    {
        var layers = _forward.Zip(_backward, (forward, backward) => ((ILstmCell)forward, (ILstmCell)backward));
        return new BidirectionalScan([.. layers], _dropout, training ? _options.RecurrentDropout : 0).Run(embedded, source);
    }
}
