using Nmt.Runs.Config;
using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;

namespace Nmt.Model.Recurrent;

/// <summary>Maps the encoder's states to the initial states of the decoder's layers (see <see cref="BridgeKind"/>).</summary>
public sealed class Bridge : nn.Module<EncoderOutput, RecurrentState>
{
    private readonly DecoderConfig _config;
    private readonly bool _hasCells;

    [ComponentName(Name = "hidden")]
    private readonly ModuleList<Linear> _hidden = nn.ModuleList<Linear>();

    [ComponentName(Name = "cell")]
    private readonly ModuleList<Linear> _cell = nn.ModuleList<Linear>();

    /// <summary>Creates a bridge with unset weights.</summary>
    /// <param name="model">The kind of bridge, the decoder's sizes, and the cell of both sides.</param>
    /// <param name="encoderSize">Width of the encoder's states.</param>
    /// <param name="device">Where the weights are.</param>
    public Bridge(ModelConfig model, long encoderSize, Device device)
        : base(nameof(Bridge))
    {
        ArgumentNullException.ThrowIfNull(model);
        (_config, _hasCells) = (model.Decoder, model.Cell == CellKind.Lstm);
        if (_config.Bridge is BridgeKind.Linear or BridgeKind.Mean)
        {
            for (int layer = 0; layer < _config.Layers; layer++)
            {
                _hidden.Add(nn.Linear(encoderSize, _config.HiddenSize, device: device));
                if (_hasCells)
                {
                    _cell.Add(nn.Linear(encoderSize, _config.HiddenSize, device: device));
                }
            }
        }

        RegisterComponents();
    }

    /// <inheritdoc/>
    public override RecurrentState forward(EncoderOutput encoded)
    {
        ArgumentNullException.ThrowIfNull(encoded);
        using var scope = NewDisposeScope();
        var final = encoded.Final ?? throw new ArgumentException("the encoder has no final state", nameof(encoded));
        var mean = _config.Bridge == BridgeKind.Mean ? Mean(encoded) : null;
        return new RecurrentState(
            InitialStates(mean ?? final.Hidden, _hidden),
            _hasCells ? InitialStates(mean ?? final.Cell ?? throw new ArgumentException("the encoder has no cell state", nameof(encoded)), _cell) : [],
            Zeros(encoded.States).MoveToOuterDisposeScope());
    }

    /// <summary>The mean of each sentence's states, <c>[batch, hidden]</c>; states at padding are zero.</summary>
    private static Tensor Mean(EncoderOutput encoded)
    {
        var lengths = encoded.Padding.logical_not().sum(-1);                      // [batch, 1]
        return encoded.States.sum(1) / lengths.to(encoded.States.dtype);
    }

    /// <summary>The initial states of all layers; they belong to the outer dispose scope.</summary>
    private Tensor[] InitialStates(Tensor encoded, ModuleList<Linear> projections) =>
        [.. Enumerable.Range(0, _config.Layers).Select(layer => InitialState(encoded, layer, projections).MoveToOuterDisposeScope())];

    private Tensor InitialState(Tensor encoded, int layer, ModuleList<Linear> projections) => _config.Bridge switch
    {
        BridgeKind.Linear or BridgeKind.Mean => projections[layer].call(encoded).tanh(),
        BridgeKind.Copy => encoded.alias(),
        BridgeKind.Zero => Zeros(encoded),
        var other => throw new InvalidOperationException($"unknown bridge {other}"),
    };

    private Tensor Zeros(Tensor like) => zeros([like.shape[0], _config.HiddenSize], like.dtype, like.device);
}
