using Nmt.Runs.Config;
using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;

namespace Nmt.Model.Recurrent;

/// <summary>Maps the encoder's final hidden and cell states to the decoder's initial ones (see <see cref="BridgeKind"/>).</summary>
public sealed class Bridge : nn.Module<EncoderOutput, RecurrentState>
{
    private readonly BridgeKind _kind;
    private readonly long _hiddenSize;
    private readonly int _layers;

    [ComponentName(Name = "hidden")]
    private readonly ModuleList<Linear> _hidden = nn.ModuleList<Linear>();

    [ComponentName(Name = "cell")]
    private readonly ModuleList<Linear> _cell = nn.ModuleList<Linear>();

    /// <summary>Creates a bridge from states of <paramref name="encoderSize"/> to every layer of the decoder.</summary>
    public Bridge(DecoderConfig config, long encoderSize, Device device)
        : base(nameof(Bridge))
    {
        _kind = config.Bridge;
        _hiddenSize = config.HiddenSize;
        _layers = config.Layers;
        if (_kind == BridgeKind.Linear)
        {
            for (int layer = 0; layer < config.Layers; layer++)
            {
                _hidden.Add(nn.Linear(encoderSize, config.HiddenSize, device: device));
                _cell.Add(nn.Linear(encoderSize, config.HiddenSize, device: device));
            }
        }

        RegisterComponents();
    }

    /// <inheritdoc/>
    public override RecurrentState forward(EncoderOutput encoded)
    {
        var final = encoded.Final ?? throw new ArgumentException("the encoder has no final state", nameof(encoded));
        var attentional = zeros([encoded.States.shape[0], _hiddenSize], encoded.States.dtype, encoded.States.device);
        var hidden = new Tensor[_layers];
        var cell = new Tensor[_layers];
        for (int layer = 0; layer < _layers; layer++)
        {
            hidden[layer] = InitialState(final.Hidden, layer, _hidden);
            cell[layer] = InitialState(final.Cell, layer, _cell);
        }

        return new RecurrentState(hidden, cell, attentional);
    }

    private Tensor InitialState(Tensor final, int layer, ModuleList<Linear> projections)
    {
        switch (_kind)
        {
            case BridgeKind.Linear:
                using (var projected = projections[layer].call(final))
                {
                    return projected.tanh();
                }

            case BridgeKind.Copy:
                return final.alias();
            case BridgeKind.Zero:
                return zeros([final.shape[0], _hiddenSize], final.dtype, final.device);
            default:
                throw new InvalidOperationException($"unknown bridge {_kind}");
        }
    }
}
